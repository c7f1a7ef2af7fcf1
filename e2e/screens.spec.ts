import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import { signInAs, test } from "./fixtures";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Finding = { id: string; impact: string | null; nodes: { target: string[] }[] };

/** What axe finds serious or critical in the page as it stands. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const findings = await page.evaluate(async () => {
    const axe = Reflect.get(window, "axe") as {
      run: (root: Document, options: object) => Promise<{ violations: Finding[] }>;
    };
    return (await axe.run(document, { resultTypes: ["violations"] })).violations;
  });
  return findings
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ target }) => target.join(" "))
          .join(", ")}`,
    );
}

const SCREENS = [
  [
    "rep1@example.com",
    ["/today", "/pool", "/mine", "/follow-ups", "/follow-ups/new", "/notifications", "/me"],
  ],
  [
    "manager@example.com",
    ["/dashboard", "/members", "/ledger", "/imports", "/duplicates", "/quality", "/exports"],
  ],
  [
    "admin@example.com",
    [
      ...["/settings", "/settings/fields", "/settings/calendar", "/settings/sweeps", "/settings/quality"],
      ...["/settings/webhooks", "/settings/sources", "/settings/sources/submissions", "/ledger/audit"],
      ...["/me/tokens", "/no-such-page"],
    ],
  ],
] as const;

for (const [who, paths] of SCREENS) {
  for (const path of paths) {
    for (const scheme of ["light", "dark"] as const) {
      test(`${path} in ${scheme} has nothing serious for axe, nor wider than its screen`, async ({
        page,
      }) => {
        await signInAs(page, who);
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        await page.goto(path);
        await expect(page.getByRole("main")).toBeVisible();
        expect(await seriousFindings(page)).toEqual([]);
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.body.clientWidth,
        );
        expect(wider).toBeLessThanOrEqual(0);
      });
    }
  }
}

const NOBODY = "01a1ffe4-0000-7000-8000-000000000000";
const BROKEN = [
  [
    "rep1@example.com",
    [
      ...["/pool?pool=x&view=x&sort=x&cond=%7B&peek=x", `/pool?pool=${NOBODY}`, "/pool/x", `/pool/${NOBODY}`],
      ...["/mine?view=x&owner=x&cond=%7B&peek=x", "/customers/x", `/customers/${NOBODY}`, "/dashboard/list"],
      ...["/notifications?kind=x&unread=x", "/follow-ups/new?q=%00", "/members?q=%00", "/pool?q=%00"],
    ],
  ],
  [
    "manager@example.com",
    [
      ...["/dashboard/list", "/dashboard/list?kind=x", "/dashboard/list?kind=entered&from=2026-13-01&to=x"],
      ...[`/dashboard/list?kind=entered&from=2026-01-01&to=2026-01-31&pool=${NOBODY}`, "/dashboard?days=x"],
      ...[`/dashboard?pool=${NOBODY}&sort=x`, "/ledger?kind=x&customer=x&from=x", "/members?role=x&team=x"],
      ...["/exports?cursor=x", "/imports?cursor=x&pool=x", "/imports/x", `/imports/${NOBODY}?after=x`],
      ...["/imports/new?file=x", `/imports/new?file=${NOBODY}`, "/pool/allocation?pool=x", "/quality?kind=x"],
    ],
  ],
  [
    "admin@example.com",
    [
      ...["/members/x", `/members/${NOBODY}`, `/members/${NOBODY}/hand-over`, "/settings/pools/x?tab=x"],
      ...[`/settings/pools/${NOBODY}`, "/settings/webhooks/x", `/settings/webhooks/${NOBODY}?state=x`],
      ...["/settings/sources/forms/x", "/settings/sources/submissions?state=x&form=x&inbox=x"],
      ...["/settings/calendar?year=x", "/settings/sweeps?pool=x", "/me/tokens?all=x", "/duplicates?pair=x"],
    ],
  ],
] as const;

for (const [who, paths] of BROKEN) {
  test(`an address that says nothing, or what isn't there, leads ${who} to a page with a heading and a way on`, async ({
    context,
  }) => {
    await signInAs(context, who);
    // What a page that is refused had begun to stream stays in the document, hidden: the page is never whole.
    const page = await context.newPage();
    for (const path of paths) {
      await page.goto(path);
      const main = page.getByRole("main");
      await expect(page.getByRole("heading", { level: 1 }).filter({ visible: true }), path).toHaveCount(1);
      await expect(main.getByRole("heading", { name: "这一页没有打开" }), path).toHaveCount(0);
      const ways = main.getByRole("link").or(main.getByRole("button"));
      await expect(ways.filter({ visible: true }).first(), path).toBeVisible();
    }
  });
}

test("a filtered list of one is no wider than its screen", async ({ page }) => {
  await signInAs(page, "rep3@example.com");
  await page.goto("/pool?q=有限公司&grade=A,B&entered=90&bounced=1");
  await expect(page.getByRole("main")).toBeVisible();
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth);
  expect(wider).toBeLessThanOrEqual(0);
});

test("a customer has nothing serious for axe", async ({ page }) => {
  await signInAs(page, "rep1@example.com");
  await page.goto("/mine");
  const address = await page.locator('a[href^="/customers/"]').first().getAttribute("href");
  await page.goto(address ?? "");
  await expect(page.getByRole("main")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});

for (const scheme of ["light", "dark"] as const) {
  test(`the rules of a pool in ${scheme} have nothing serious for axe, nor are wider than the screen`, async ({
    page,
  }) => {
    await signInAs(page, "admin@example.com");
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.goto("/settings");
    await page.getByRole("link", { name: "默认公海" }).last().click();
    await page.getByRole("button", { name: /首跟时限 领取后/ }).click();
    await expect(page.getByRole("button", { name: "加条件" }).first()).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth);
    expect(wider).toBeLessThanOrEqual(0);
  });
}

test("the page speaks the three languages", async ({ page }) => {
  await signInAs(page, "rep2@example.com");
  for (const [locale, word, lang] of [
    ["en", "Pool", "en"],
    ["zh-TW", "領取", "zh-Hant"],
    ["zh-CN", "领取", "zh-Hans"],
  ] as const) {
    await page
      .context()
      .addCookies([
        { name: "locale", value: locale, url: new URL("/", test.info().project.use.baseURL).href },
      ]);
    await page.goto("/pool");
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expect(page.getByText(word).locator("visible=true").first()).toBeVisible();
  }
});
