import { expect } from "@playwright/test";
import { browserOf, newCustomers, newPool, newRep, openInPool } from "./company";
import { signInAs, test } from "./fixtures";

/** Every way of working that a pool can start from, the default last: at first it is in force. */
const NAMES = [
  "3 天首跟",
  "跟进 5 次",
  "只管普通和低等级",
  "教育行业",
  "48 小时锁定",
  "一个月无人领取：无效",
  "长周期 B2B",
  "30 天经典",
];

test("each of the eight templates is chosen, previewed and published", async ({
  browser,
  page,
  isMobile,
}, info) => {
  test.skip(isMobile, "rules are published from a computer");
  test.slow();
  const pool = await newPool();
  const [rep, [name = ""]] = await Promise.all([newRep("华东一组", pool.name), newCustomers(1, pool.name)]);
  const theirs = await browserOf(browser, info, rep);
  await openInPool(theirs, name);
  await theirs.getByRole("button", { name: `领取 ${name}` }).click();
  await expect(theirs.getByText(`已领取 ${name}`)).toBeVisible();
  await theirs.context().close();

  await signInAs(page, "admin@example.com");
  await page.goto(`/settings/pools/${pool.poolId}`);
  await expect(page.getByText("刚刚算好")).toBeVisible();
  await page.getByRole("button", { name: "从模板开始" }).click();
  await expect(page.getByRole("menuitem")).toHaveCount(NAMES.length);
  await page.keyboard.press("Escape");
  // The menu gives the keyboard back last: one opened before would be closed by that.
  await expect(page.getByRole("menuitem")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "从模板开始" })).toBeFocused();
  for (const [n, template] of NAMES.entries()) {
    await page.getByRole("button", { name: "从模板开始" }).click();
    await page.getByRole("menuitem").filter({ hasText: template }).click();
    await expect(page.getByText("刚刚算好")).toBeVisible();
    await page.getByRole("button", { name: /^发布…/ }).click();
    await page.getByRole("button", { name: new RegExp(`^发布 v${n + 2}，`) }).click();
    await expect(page.getByText(`已发布 v${n + 2}`)).toBeVisible();
  }
});
