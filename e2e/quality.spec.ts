import { expect, type Page } from "@playwright/test";
import { browserOf, newCustomers, newPool, newRep, openInPool, unheardNumber } from "./company";
import { signInAs, test } from "./fixtures";

/** The rep says before a claim that a number is wrong. */
async function report(page: Page, name: string): Promise<void> {
  await openInPool(page, name);
  const href = await page.getByRole("link", { name }).first().getAttribute("href");
  await page.goto(href ?? "");
  await page.getByRole("button", { name: "资料不对？" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "号码不对" }).click();
  await dialog.getByRole("textbox", { name: "说明" }).fill("接电话的是一家酒店");
  await dialog.getByRole("button", { name: "反馈" }).click();
  await expect(page.getByText("已反馈", { exact: true })).toBeVisible();
  await expect(page.getByText("号码有误").first()).toBeVisible();
}

/** The row or card of the queue that is about the customer. */
const issueOf = (page: Page, name: string) =>
  page.locator("[role=row], tr, li").filter({ hasText: name }).filter({ hasText: "号码有误" }).first();

test("wrong data is reported before a claim, marked invalid, taken back, and mended by an edit", async ({
  browser,
  page,
  isMobile,
}, info) => {
  const { name: pool } = await newPool();
  const [rep, [name = ""]] = await Promise.all([newRep("华东一组", pool), newCustomers(1, pool)]);
  const theirs = await browserOf(browser, info, rep);
  await report(theirs, name);
  await theirs.goto("/quality");
  await expect(theirs.getByText("这里没有页面")).toBeVisible();

  await signInAs(page, "admin@example.com");
  await page.goto("/quality?kind=wrong_number");
  await expect(issueOf(page, name)).toContainText("1 人反馈");
  if (!isMobile) {
    await issueOf(page, name).getByText("1 人反馈").click();
    await expect(page.getByText(`${rep.name} 反馈`)).toBeVisible();
    await page.getByRole("button", { name: "标为无效" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "标为无效" }).click();
    await expect(page.getByText("1 条已标为无效")).toBeVisible();
    await expect(issueOf(page, name)).toHaveCount(0);
    await page.getByRole("button", { name: /撤销/ }).click();
    await expect(page.getByText(/已撤销/)).toBeVisible();
    await expect(issueOf(page, name)).toBeVisible();
  }

  await issueOf(page, name)
    .getByRole("button", { name: `修改 ${name}` })
    .click();
  const edit = page.getByRole("dialog");
  const phone = edit.getByRole("textbox", { name: /电话|手机/ }).first();
  // Typed as soon as the form is there, while it goes to the place that it opens at.
  const mended = unheardNumber();
  await phone.fill(mended.slice(0, 3));
  await page.keyboard.type(mended.slice(3), { delay: 40 });
  await expect(phone).toHaveValue(mended);
  await edit.getByRole("button", { name: "保存" }).click();
  await expect(edit).toHaveCount(0);
  await expect(issueOf(page, name)).toHaveCount(0);

  await openInPool(theirs, name);
  await theirs.context().close();
});
