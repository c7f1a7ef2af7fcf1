import { expect, type Page } from "@playwright/test";
import { signInAs, test } from "./fixtures";
import { squeezed, tooSmall, widerBy } from "./reach";

const PLACES = [
  ["rep1@example.com", ["/today", "/pool", "/mine", "/follow-ups", "/notifications", "/me", "/me/tokens"]],
  ["manager@example.com", ["/dashboard", "/dashboard/list?kind=x", "/imports"]],
  [
    "admin@example.com",
    [
      ...["/members", "/ledger", "/duplicates", "/quality", "/exports", "/settings", "/settings/calendar"],
      ...[
        "/settings/fields",
        "/settings/quality",
        "/settings/sweeps",
        "/settings/webhooks",
        "/settings/sources",
      ],
    ],
  ],
] as const;

async function speak(page: Page, locale: string): Promise<void> {
  const url = new URL("/", test.info().project.use.baseURL).href;
  await page.context().addCookies([{ name: "locale", value: locale, url }]);
}

for (const locale of ["en", "zh-TW"]) {
  for (const [who, paths] of PLACES) {
    test(`in ${locale} no screen of ${who} is wider than it, and every word is there`, async ({ page }) => {
      await signInAs(page, who);
      await speak(page, locale);
      for (const path of paths) {
        await page.goto(path);
        await expect(page.getByRole("main")).toBeVisible();
        expect(await widerBy(page), path).toBeLessThanOrEqual(0);
        const text = await page.getByRole("main").innerText();
        expect(text.match(/\b[a-z]+(?:\.[a-z]+[A-Za-z]*){2,}\b(?!@)/g) ?? [], path).not.toContainEqual(
          expect.stringMatching(/^(?:pool|mine|today|customer|policy|settings|ledger|quality|enums)\./),
        );
      }
    });
  }
}

for (const [who, paths] of PLACES) {
  test(`what ${who} taps is as large as a finger`, async ({ page, isMobile }) => {
    test.skip(!isMobile, "a pointer hits less");
    await signInAs(page, who);
    await speak(page, "en");
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
      await page.evaluate(() => document.fonts.ready);
      expect(await tooSmall(page), path).toEqual([]);
      expect(await squeezed(page), path).toEqual([]);
    }
  });
}

test("a dialog that is closed gives the keyboard back to what opened it", async ({ page }) => {
  await signInAs(page, "admin@example.com");
  for (const [path, name] of [
    ["/settings/fields", "添加字段"],
    ["/settings/webhooks", "添加地址"],
    ["/members", "添加成员"],
  ] as const) {
    await page.goto(path);
    const opener = page.getByRole("button", { name }).filter({ visible: true }).first();
    await opener.click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(opener, path).toBeFocused();
  }
});

test("what is new begins at its first field", async ({ page, isMobile }) => {
  test.skip(isMobile, "on the phone the keyboard would cover what is asked");
  await signInAs(page, "admin@example.com");
  await page.goto("/settings/sources/forms/new");
  await expect(page.getByRole("textbox", { name: "标题" })).toBeFocused();
  await page.goto("/mine");
  await page.getByRole("button", { name: "新建客户" }).filter({ visible: true }).click();
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "名称" })).toBeFocused();
});

test("a place without a tab leads back to Me on the phone", async ({ page, isMobile }) => {
  test.skip(!isMobile, "the desktop has the rail");
  await signInAs(page, "admin@example.com");
  await page.goto("/me");
  await page
    .getByRole("main")
    .getByRole("link", { name: "流转记录" })
    .filter({ visible: true })
    .first()
    .click();
  await page.getByRole("link", { name: "回到我的" }).click();
  await expect(page).toHaveURL(/\/me$/);
});

test("what is cut off tells the whole under the pointer", async ({ page, isMobile }) => {
  test.skip(isMobile, "a finger opens the record instead");
  await signInAs(page, "admin@example.com");
  await page.goto("/settings");
  await page.getByRole("link", { name: "默认公海" }).last().click();
  await expect(page.getByText("首跟时限").filter({ visible: true }).first()).toBeVisible();
  const cut = await page.evaluateHandle(() => {
    const all = [...document.querySelectorAll("main .truncate")];
    return all.find((one) => one.scrollWidth > one.clientWidth && !one.closest("[title]")) ?? null;
  });
  const line = cut.asElement();
  if (!line) throw new Error("nothing is cut off on this screen");
  await line.hover();
  expect(await line.getAttribute("title")).toBe(await line.innerText());
});
