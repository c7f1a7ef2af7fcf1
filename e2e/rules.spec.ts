import { expect, type Page, test } from "@playwright/test";
import { browserOf, newCustomers, newRep, openInPool, POOL } from "./company";
import { signInAs } from "./fixtures";

/** The rules of the pool, as its admin finds them. */
async function openRules(page: Page): Promise<void> {
  await signInAs(page, "admin@example.com");
  await page.goto("/settings");
  await page.getByRole("link", { name: POOL }).last().click();
  await expect(page.getByText("刚刚算好")).toBeVisible();
}

/** Adds a clause over a field to the exceptions, which stand below the conditions. */
async function addException(page: Page, field: string): Promise<void> {
  await page.getByRole("button", { name: "加条件" }).last().click();
  await page.getByPlaceholder("找字段").fill(field);
  await page.getByRole("option", { name: field, exact: true }).click();
}

test("a rule is written, previewed and published, and a rep's countdown follows it", async ({
  browser,
  page,
  isMobile,
}, info) => {
  test.skip(isMobile, "rules are published from a computer");
  const [rep, [name = ""]] = await Promise.all([newRep(), newCustomers(1)]);
  const theirs = await browserOf(browser, info, rep);
  await openInPool(theirs, name);
  await theirs.getByRole("button", { name: `领取 ${name}` }).click();
  await expect(theirs.getByText(`已领取 ${name}`)).toBeVisible();
  await theirs.goto("/mine");
  await expect(theirs.getByText("领取后 24 小时内没有首次跟进")).toBeVisible();

  await openRules(page);
  await page.getByRole("button", { name: /首跟时限 领取后/ }).click();
  await addException(page, "名称");
  await expect(page.getByRole("alert").getByText("还没选值")).toBeVisible();
  await expect(page.getByRole("button", { name: "发布…" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "选择" }).click();
  await page.getByRole("textbox", { name: "名称" }).last().fill(name);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: `名称是${name}` })).toBeVisible();
  await expect(page.getByText("刚刚算好")).toBeVisible();
  await page.getByRole("button", { name: "发布…" }).click();
  await expect(page.getByRole("dialog").getByText(`名称是${name}`)).toBeVisible();
  await page.getByRole("button", { name: /^发布 v\d+，/ }).click();
  await expect(page.getByText(/已发布 v\d+/)).toBeVisible();

  await theirs.goto("/mine");
  await expect(theirs.getByText("30 天没有有效跟进")).toBeVisible();
  const address = await theirs.getByRole("link", { name }).first().getAttribute("href");
  await theirs.goto(address ?? "");
  await expect(
    theirs.getByText(`未成交的客户超过 30 天没有有效跟进，就回收到${POOL}。`).locator("visible=true"),
  ).toBeVisible();
  await theirs.context().close();
});

test("a rule can be put elsewhere, copied, removed and brought back without being published", async ({
  page,
  isMobile,
}) => {
  test.skip(isMobile, "the list and the editor stand side by side on a computer");
  await openRules(page);
  const list = page.getByRole("region", { name: "回收规则" }).getByRole("listitem");
  const before = await list.count();
  await page.getByRole("button", { name: "添加规则" }).click();
  await page.getByRole("menuitem", { name: "合同结束 30 天" }).click();
  await expect(list).toHaveCount(before + 1);
  await expect(list.last()).toContainText("合同到期");
  await page.getByRole("button", { name: "合同到期 上移" }).click();
  await expect(list.nth(before - 1)).toContainText("合同到期");
  await page.getByRole("button", { name: "复制一条" }).click();
  await expect(list.nth(before)).toContainText("合同到期（副本）");
  await page.getByRole("button", { name: "删除规则" }).click();
  await expect(list).toHaveCount(before + 1);
  await page.getByRole("button", { name: /撤销/ }).click();
  await expect(list.nth(before)).toContainText("合同到期（副本）");
  await page.getByRole("button", { name: "还原" }).click();
  await expect(list).toHaveCount(before);
});

test("on a phone a rule is read and tried, and published only to switch it off", async ({
  page,
  isMobile,
}) => {
  test.skip(!isMobile, "the phone's way");
  await openRules(page);
  await page.getByRole("switch", { name: "启用 久未成交" }).click();
  await expect(page.getByRole("button", { name: "发布…" }).locator("visible=true")).toBeVisible();
  await page.getByRole("button", { name: /首跟时限 领取后/ }).click();
  await addException(page, "成交");
  await expect(page.getByText("已成交", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("改规则在电脑上发布")).toBeVisible();
  await page.getByRole("button", { name: "所有规则" }).click();
  await page.getByRole("button", { name: "还原" }).locator("visible=true").click();
});
