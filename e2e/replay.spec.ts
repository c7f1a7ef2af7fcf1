import { expect, type Page } from "@playwright/test";
import { POOL } from "./company";
import { signInAs, test } from "./fixtures";

/** The rules of the pool, and the way to their replay. */
async function openReplay(page: Page): Promise<void> {
  await page.getByRole("button", { name: "回放历史：这些规则过去会怎样" }).locator("visible=true").click();
  await expect(page.getByText(/重放了 \d+ 段持有期/)).toBeVisible({ timeout: 30_000 });
}

test("a draft is replayed: what it would have taken, its clock at every length, and what nobody can know", async ({
  page,
  isMobile,
}) => {
  await signInAs(page, "admin@example.com");
  await page.goto("/settings");
  await page.getByRole("link", { name: POOL }).last().click();
  await expect(page.getByText("刚刚算好")).toBeVisible();
  if (!isMobile) {
    await page.getByRole("button", { name: /久未跟进 \d/ }).click();
    await page.getByLabel("多久").first().fill("5");
    await page.keyboard.press("Tab");
    await expect(page.getByText("刚刚算好")).toBeVisible();
  }
  await openReplay(page);
  await expect(page.getByText(isMobile ? /^生效中 v\d+$/ : /^v\d+ 草稿$/).first()).toBeVisible();

  // As many as its rules add up to, and beside it what really happened.
  const total = page.getByRole("heading", { name: "会被回收" }).locator("..");
  const reclaimed = Number((await total.innerText()).match(/([\d,]+)位次/)?.[1]?.replaceAll(",", ""));
  await expect(total.getByText(/v\d+ 是 [\d,]+，实际 [\d,]+/)).toBeVisible();
  const byRule = page.getByRole("heading", { name: "由哪条规则" }).locator("..");
  const parts = (await byRule.locator("li b").allInnerTexts()).map((text) =>
    Number(text.replaceAll(",", "")),
  );
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(reclaimed);
  if (!isMobile) expect(reclaimed).toBeGreaterThan(0);

  const curve = page.getByRole("heading", { name: "时限多长合适" }).locator("../..");
  await expect(curve.getByText(/拐点是这样一个最短的时限|这段时间没有成交/).first()).toBeVisible({
    timeout: 30_000,
  });
  if (!isMobile) await expect(curve.getByText(/现在 \d+/).first()).toBeVisible();

  const unknown = page.getByRole("heading", { name: "回放不知道的" }).locator("..");
  await expect(unknown.getByText("如果当时收到提醒，销售会不会去跟进")).toBeVisible();
  await expect(unknown.getByText("回收以后换一个人手里会怎样")).toBeVisible();
  await expect(unknown.getByText(/省下的闲置：每次回收之后/)).toBeVisible();

  const before = await page.getByText(/重放了 \d+ 段持有期/).innerText();
  await page
    .getByRole("radio", { name: "近 30 天" })
    .or(page.getByRole("button", { name: "近 30 天" }))
    .click();
  await expect(page.getByText(/重放了 \d+ 段持有期/)).not.toHaveText(before, { timeout: 30_000 });
});
