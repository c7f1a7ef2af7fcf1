import { expect } from "@playwright/test";
import { browserOf, newCustomers, newRep, openInPool } from "./company";
import { test } from "./fixtures";

test("a rep claims a customer, is told until when, and takes it back", async ({ browser }, info) => {
  const [rep, [name = ""]] = await Promise.all([newRep(), newCustomers(1)]);
  const page = await browserOf(browser, info, rep);
  await openInPool(page, name);
  // A card of the phone has no room for a number, masked or not.
  if (!info.project.use.isMobile) await expect(page.getByText(/\*\*\*\*/).first()).toBeVisible();
  await page.getByRole("button", { name: `领取 ${name}` }).click();
  await expect(page.getByText(`已领取 ${name}`)).toBeVisible();
  await expect(page.getByText(/前首次跟进/).first()).toBeVisible();
  await page.getByRole("button", { name: /撤销/ }).click();
  await expect(page.getByText(`已撤销，${name}`)).toBeVisible();
  await expect(page.getByRole("button", { name: `领取 ${name}` })).toBeVisible();
  await page.context().close();
});

test("a claim seen from another browser is told in place", async ({ browser }, info) => {
  const [first, second, [name = ""]] = await Promise.all([newRep(), newRep(), newCustomers(1)]);
  const mine = await browserOf(browser, info, first);
  const theirs = await browserOf(browser, info, second);
  const listening = mine.waitForResponse("**/api/live");
  await openInPool(mine, name);
  await listening;
  await openInPool(theirs, name);
  await theirs.getByRole("button", { name: `领取 ${name}` }).click();
  await expect(mine.getByText(`刚被${second.name}领取`)).toBeVisible();
  await Promise.all([mine.context().close(), theirs.context().close()]);
});

test("who loses the race is told who won, and keeps his quota", async ({ browser }, info) => {
  const [first, second, [name = ""]] = await Promise.all([newRep(), newRep(), newCustomers(1)]);
  const mine = await browserOf(browser, info, first);
  // A phone in a tunnel: it hears of nothing until it claims.
  await mine.route("**/api/live", (route) => route.abort());
  const theirs = await browserOf(browser, info, second);
  await openInPool(mine, name);
  await openInPool(theirs, name);
  await theirs.getByRole("button", { name: `领取 ${name}` }).click();
  await expect(theirs.getByText(`已领取 ${name}`)).toBeVisible();
  await mine.getByRole("button", { name: `领取 ${name}` }).click();
  await expect(mine.getByText(`${second.name}快了一步`)).toBeVisible();
  await expect(mine.getByText(/你的额度没有变/)).toBeVisible();
  await Promise.all([mine.context().close(), theirs.context().close()]);
});

test("the fourth claim of the day is refused with the rule and the time", async ({ browser }, info) => {
  const [rep, names] = await Promise.all([newRep(), newCustomers(4)]);
  const page = await browserOf(browser, info, rep);
  for (const name of names.slice(0, 3)) {
    await openInPool(page, name);
    await page.getByRole("button", { name: `领取 ${name}` }).click();
    await expect(page.getByText(`已领取 ${name}`)).toBeVisible();
  }
  await openInPool(page, names[3] ?? "");
  await expect(page.getByText("今日已领完").first()).toBeVisible();
  await expect(page.getByRole("button", { name: `领取 ${names[3]}` })).toHaveCount(0);
  await page.context().close();
});
