import { expect } from "@playwright/test";
import { browserOf, newCustomers, newRep, openInPool } from "./company";
import { signInAs, test } from "./fixtures";

test("a leaver's customers go back to the pool, and his browser is out at once", async ({
  browser,
  page,
}, info) => {
  const [leaver, [name = ""]] = await Promise.all([newRep(), newCustomers(1)]);
  const theirs = await browserOf(browser, info, leaver);
  await openInPool(theirs, name);
  await theirs.getByRole("button", { name: `领取 ${name}` }).click();
  await expect(theirs.getByText(`已领取 ${name}`)).toBeVisible();

  await signInAs(page, "admin@example.com");
  await page.goto(`/members/${leaver.userId}`);
  await page
    .getByRole("link", { name: "交接并停用" })
    .or(page.getByRole("button", { name: "交接并停用" }))
    .first()
    .click();
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByLabel(new RegExp(`输入「${leaver.name}」确认`)).fill(leaver.name);
  await page.getByRole("button", { name: new RegExp(`停用${leaver.name}`) }).click();
  await expect(page.getByText(`${leaver.name}已停用`).first()).toBeVisible();

  await theirs.goto("/mine");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await openInPool(page, name);
  await expect(page.getByRole("button", { name: `领取 ${name}` })).toBeVisible();
  await theirs.context().close();
});

test("a changed rule shows whom it hits before it is published", async ({ page, isMobile }) => {
  test.skip(isMobile, "long rules are edited on a desktop");
  await signInAs(page, "admin@example.com");
  await page.goto("/settings");
  await page.getByRole("link", { name: "大客户公海" }).last().click();
  await page.waitForURL(/\/settings\/pools\//);
  await page.getByRole("button", { name: /^领取规则/ }).click();
  const field = page.getByRole("textbox", { name: "每天领取", exact: true });
  const before = Number(await field.inputValue());
  await field.fill(String(before + 1));
  await expect(page.getByText(/改了 1 处 · /)).toBeVisible();
  await page.getByRole("button", { name: /^发布…/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /发布 v/ })
    .click();
  await expect(page.getByText(/已发布 v\d+/).first()).toBeVisible();
});
