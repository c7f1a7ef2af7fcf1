import { expect, type Page } from "@playwright/test";
import { browserOf, newCustomers, newRep, openInPool, runJob } from "./company";
import { test } from "./fixtures";

async function claim(page: Page, name: string): Promise<void> {
  await openInPool(page, name);
  await page.getByRole("button", { name: `领取 ${name}` }).click();
  await expect(page.getByText(`已领取 ${name}`)).toBeVisible();
}

/** Opens the customer that was just claimed, by the way that the toast offers. */
async function openClaimed(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: "去跟进" })
    .or(page.getByRole("link", { name: "去跟进" }))
    .click();
  await page.waitForURL(/\/customers\//);
}

test("a follow-up restarts the clock and is told to count", async ({ browser }, info) => {
  const [rep, [name = ""]] = await Promise.all([newRep(), newCustomers(1)]);
  const page = await browserOf(browser, info, rep);
  await claim(page, name);
  await openClaimed(page);
  await page.getByRole("button", { name: "记跟进" }).first().click();
  await page.getByRole("radio", { name: "接通", exact: true }).click();
  await page.getByPlaceholder("谈了什么，对方怎么说").last().fill("约好下周二带样品去谈。");
  await expect(page.getByText(/到期日/).first()).toBeVisible();
  await page
    .getByRole("button", { name: /^(保存|记跟进)/ })
    .last()
    .click();
  await expect(page.getByText("已记下").first()).toBeVisible();
  await expect(page.getByText("约好下周二带样品去谈。").first()).toBeVisible();
  await expect(page.getByText("有效", { exact: true }).first()).toBeVisible();
  await page.context().close();
});

test("who does not follow up is reminded, loses the customer, and the next one finds its history", async ({
  browser,
}, info) => {
  const [rep, next, [name = ""]] = await Promise.all([newRep(), newRep(), newCustomers(1)]);
  const page = await browserOf(browser, info, rep);
  await claim(page, name);
  await openClaimed(page);
  const address = page.url();

  await runJob("send-reminders", 22.5);
  await page.goto("/notifications");
  await expect(page.getByText(name).first()).toBeVisible();

  await runJob("reclaim-due", 24.5);
  await page.goto("/notifications");
  await expect(page.getByText(/回收/).first()).toBeVisible();

  const theirs = await browserOf(browser, info, next);
  await claim(theirs, name);
  await theirs.goto(new URL(address).pathname);
  await expect(theirs.getByText(rep.name).first()).toBeVisible();
  await expect(theirs.getByText(/系统回收/).first()).toBeVisible();
  await Promise.all([page.context().close(), theirs.context().close()]);
});
