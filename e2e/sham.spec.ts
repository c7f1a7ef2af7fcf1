import { expect, type Page } from "@playwright/test";
import { browserOf, changeRules, claimAndOpen, newCustomers, newManager, newPool, newRep } from "./company";
import { test } from "./fixtures";

async function followUp(page: Page, note: string): Promise<void> {
  await page.getByRole("button", { name: "记跟进" }).first().click();
  await page.getByRole("radio", { name: "接通", exact: true }).click();
  await page.getByPlaceholder("谈了什么，对方怎么说").last().fill(note);
}

const save = (page: Page) =>
  page
    .getByRole("button", { name: /^(保存|记跟进)/ })
    .last()
    .click();

test("the same text again is shown to whoever leads, and under such rules resets no clock", async ({
  browser,
  request,
  isMobile,
}, info) => {
  test.slow();
  const pool = await newPool();
  // What only looks like a follow-up resets no clock.
  await changeRules(request, pool.poolId, ({ sham }) => ({
    sham: { ...sham, sameTextDays: 30, inARowSeconds: 0, counts: false },
  }));
  const [rep, manager, [first = "", again = ""]] = await Promise.all([
    newRep("华东一组", pool.name),
    newManager("华东一组", pool.name),
    newCustomers(2, pool.name),
  ]);
  const [page, boss] = [await browserOf(browser, info, rep), await browserOf(browser, info, manager)];
  const note = `电话里聊了聊，客户说再考虑考虑 ${first}`;

  await claimAndOpen(page, first);
  await followUp(page, note);
  await save(page);
  await expect(page.getByText("已记下").first()).toBeVisible();
  await expect(page.getByText("有效", { exact: true }).first()).toBeVisible();

  await claimAndOpen(page, again);
  await followUp(page, note);
  await save(page);
  await expect(page.getByText("已记下，这次不计").first()).toBeVisible();
  // The clock is the one of the claim: nobody has followed up as far as it is concerned.
  await page.reload();
  if (isMobile) await page.getByRole("button", { name: /为什么/ }).click();
  await expect(page.getByText("领取后 24 小时内没有首次跟进").locator("visible=true").first()).toBeVisible();

  await boss.goto("/notifications");
  await expect(boss.getByText(`${rep.name} 的跟进有些可疑`)).toBeVisible();
  await boss.goto("/follow-ups");
  const flagged = boss
    .getByRole("region", { name: "可疑的跟进" })
    .getByRole("listitem")
    .filter({ hasText: again });
  await expect(flagged.getByText("和之前写的一样")).toBeVisible();
  await expect(flagged.getByText("不计", { exact: true })).toBeVisible();
  await expect(
    boss
      .getByRole("region", { name: "可疑的跟进" })
      .getByRole("listitem")
      .filter({ hasText: `${first}` }),
  ).toHaveCount(1);
  await Promise.all([page.context().close(), boss.context().close()]);
});
