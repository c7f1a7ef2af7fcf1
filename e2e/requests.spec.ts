import { expect, type Page } from "@playwright/test";
import { browserOf, changeRules, claimAndOpen, newCustomers, newManager, newPool, newRep } from "./company";
import { test } from "./fixtures";

/** On a phone what a deadline is about stands in a sheet of its own. */
async function openClock(page: Page, isMobile: boolean): Promise<void> {
  if (isMobile)
    await page
      .getByRole("button", { name: /为什么/ })
      .first()
      .click();
}

/** Asks whoever leads to protect the open customer. */
async function ask(page: Page, isMobile: boolean, reason: string): Promise<void> {
  await openClock(page, isMobile);
  await page.getByRole("button", { name: "申请保护" }).click();
  const dialog = page.getByRole("dialog").last();
  await dialog.getByRole("radio", { name: "14 天" }).click();
  await dialog.getByRole("textbox", { name: /为什么/ }).fill(reason);
  await dialog.getByRole("button", { name: "提交申请" }).click();
  await expect(page.getByText(/已提交，时限最迟停到/)).toBeVisible();
}

test("a rep asks for protection; his clock stands still until whoever leads grants or declines it", async ({
  browser,
  request,
  isMobile,
}, info) => {
  test.slow();
  const { poolId, name: pool } = await newPool();
  // Nobody protects by himself: who wants it asks.
  await changeRules(request, poolId, ({ protection }) => ({
    protection: { ...protection, maxCustomers: 0 },
  }));
  const [rep, manager, [kept = "", refused = ""]] = await Promise.all([
    newRep("华东一组", pool),
    newManager("华东一组", pool),
    newCustomers(2, pool),
  ]);
  const [theirs, boss] = [await browserOf(browser, info, rep), await browserOf(browser, info, manager)];

  const first = await claimAndOpen(theirs, kept);
  await ask(theirs, isMobile, `招标到月底 ${kept}`);
  await theirs.goto(first);
  await openClock(theirs, isMobile);
  await expect(theirs.getByText(/等待审批，最迟到/).locator("visible=true")).toBeVisible();
  await expect(theirs.getByText(/已申请保护 14 天：招标到月底/).locator("visible=true")).toBeVisible();
  const second = await claimAndOpen(theirs, refused);
  await ask(theirs, isMobile, `再谈一次 ${refused}`);

  // Both wait on the desk of whoever leads, and each told him.
  await boss.goto("/notifications");
  await expect(boss.getByRole("link", { name: `${rep.name} 申请保护 ${kept}` })).toBeVisible();
  await boss.goto("/today");
  const waiting = (name: string) =>
    boss.getByRole("listitem").filter({ hasText: name }).filter({ hasText: "申请 14 天" });
  await expect(waiting(kept).getByText(`${rep.name} 申请 14 天：招标到月底 ${kept}`)).toBeVisible();
  await waiting(kept).getByRole("button", { name: "同意保护" }).click();
  await expect(boss.getByText(`${kept} 已保护`)).toBeVisible();
  await waiting(refused).getByRole("button", { name: "不同意" }).click();
  await expect(boss.getByText("没有同意，时限继续走")).toBeVisible();
  await expect(waiting(refused)).toHaveCount(0);

  await theirs.goto("/notifications");
  await expect(theirs.getByRole("link", { name: `${kept} 已保护` })).toBeVisible();
  await expect(theirs.getByRole("link", { name: `${refused} 的保护申请没有通过` })).toBeVisible();
  await theirs.goto(first);
  await openClock(theirs, isMobile);
  await expect(theirs.getByText(/保护中，到/).locator("visible=true")).toBeVisible();
  await theirs.goto(second);
  await openClock(theirs, isMobile);
  await expect(theirs.getByText(/等待审批，最迟到/)).toHaveCount(0);
  await expect(
    theirs
      .getByText(/等待审批，不计时/)
      .locator("visible=true")
      .first(),
  ).toBeVisible();
  await Promise.all([theirs.context().close(), boss.context().close()]);
});
