import { type Browser, expect, type Page, type TestInfo } from "@playwright/test";
import {
  browserOf,
  type Colleague,
  newAdmin,
  newCustomers,
  newRep,
  openInPool,
  POOL,
  runJob,
} from "./company";
import { signInAs, test } from "./fixtures";

/** The rules of the pool, as its admin finds them. */
async function openRules(page: Page, pool = POOL): Promise<void> {
  await signInAs(page, "admin@example.com");
  await page.goto("/settings");
  await page.getByRole("link", { name: pool }).last().click();
  await expect(page.getByText("刚刚算好")).toBeVisible();
}

/** Adds a clause over a field to the exceptions, which stand below the conditions; the keyboard is in it then. */
async function addException(page: Page, field: string): Promise<void> {
  await page.getByRole("button", { name: "加条件" }).last().click();
  await page.getByPlaceholder("找字段").fill(field);
  await page.getByRole("option", { name: field, exact: true }).click();
  await expect(page.locator("[data-clause]").last().locator(":focus")).toHaveCount(1);
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
  await expect(page.getByRole("button", { name: /^发布…/ })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "选择" }).click();
  await page.getByRole("textbox", { name: "名称" }).last().fill(name);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: `名称是${name}` })).toBeVisible();
  await expect(page.getByText("刚刚算好")).toBeVisible();
  await page.getByRole("button", { name: /^发布…/ }).click();
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
  await expect(page.getByRole("button", { name: /^发布…/ }).locator("visible=true")).toBeVisible();
  await page.getByRole("button", { name: /首跟时限 领取后/ }).click();
  await addException(page, "成交");
  await expect(page.getByText("已成交", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("改规则在电脑上发布")).toBeVisible();
  await page.getByRole("button", { name: "所有规则" }).click();
  await page.getByRole("button", { name: "还原" }).locator("visible=true").click();
});

const thresholdForm = (page: Page) => page.getByRole("region", { name: "规则的批准" });

/** From how many customers on a second admin approves: fewer at once. */
async function lowerThreshold(page: Page, threshold: string): Promise<void> {
  await signInAs(page, "admin@example.com");
  await page.goto("/settings");
  const form = thresholdForm(page);
  const needed = form.getByRole("switch");
  if ((await needed.getAttribute("aria-checked")) !== "true") await needed.click();
  await form.getByRole("textbox").fill(threshold);
  const save = form.getByRole("button", { name: "保存", exact: true });
  if (!(await save.isVisible())) return;
  await save.click();
  await expect(save).toBeHidden();
}

/** Switching it off waits for another admin, who is asked and approves. */
async function switchThresholdOff(page: Page, second: Page): Promise<void> {
  await page.goto("/settings");
  const form = thresholdForm(page);
  await form.getByRole("switch").click();
  await form.getByRole("button", { name: "请另一位管理员同意" }).click();
  await expect(form.getByText(/想关闭它/)).toBeVisible();
  await expect(form.getByRole("switch")).toHaveAttribute("aria-checked", "true");
  await expect(form.getByRole("button", { name: "同意", exact: true })).toHaveCount(0);
  await second.goto("/notifications");
  await second.getByRole("link", { name: "想关闭规则的批准" }).first().click();
  await thresholdForm(second).getByRole("button", { name: "同意", exact: true }).click();
  await expect(thresholdForm(second).getByRole("switch")).toHaveAttribute("aria-checked", "false");
  await thresholdForm(second).getByText("变动记录").click();
  await expect(
    thresholdForm(second)
      .getByText(/从超过 0 位到关闭/)
      .first(),
  ).toBeVisible();
}

/** The colleague on a phone, whatever the project. */
async function phoneOf(browser: Browser, info: TestInfo, who: Colleague): Promise<Page> {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  return browserOf(
    browser,
    { ...info, project: { ...info.project, use: { ...info.project.use, ...phone } } },
    who,
  );
}

const saveDraft = (page: Page) => page.getByRole("button", { name: "存草稿", exact: true }).click();
const publishButton = (page: Page) => page.getByRole("button", { name: /^发布…/ }).locator("visible=true");

/** Another number of days for the rule that is open. */
async function setDays(page: Page, days: string): Promise<void> {
  await page.getByRole("button", { name: /久未跟进 \d/ }).click();
  await page.getByLabel("多久").first().fill(days);
  await page.keyboard.press("Tab");
  await expect(page.getByText("刚刚算好")).toBeVisible();
}

test("what takes many is approved by a second admin on the phone, published, and brought back", async ({
  browser,
  page,
  isMobile,
}, info) => {
  test.skip(isMobile, "rules are written on a computer; the approval has a phone of its own");
  test.slow();
  const pool = "大客户公海";
  const second = await newAdmin();
  await lowerThreshold(page, "0");
  const phone = await phoneOf(browser, info, second);
  try {
    await openRules(page, pool);
    await setDays(page, "9");
    await expect(page.getByText(/超过 0 位要另一位管理员批准/)).toBeVisible();
    await expect(publishButton(page)).toHaveAttribute("aria-disabled", "true");
    await saveDraft(page);
    await expect(page.getByText("草稿已存")).toBeVisible();
    await page.getByRole("button", { name: "请求批准" }).click();
    await expect(page.getByText(/已通知 \d+ 位管理员/)).toBeVisible();

    await phone.goto("/notifications");
    await phone
      .getByRole("link", { name: `请你批准${pool}的新规则` })
      .first()
      .click();
    await phone.getByRole("button", { name: "批准…" }).click();
    await phone.getByRole("button", { name: /^批准，将回收或清理 \d+ 位/ }).click();
    await expect(phone.getByText("已批准")).toBeVisible();

    await expect(page.getByText(new RegExp(`${second.name}在 .* 批准，当时会回收`))).toBeVisible();
    await publishButton(page).click();
    await page.getByRole("button", { name: /^发布 v\d+，/ }).click();
    await expect(page.getByText(/已发布 v\d+/)).toBeVisible();

    await page.getByRole("button", { name: /^版本/ }).click();
    await page.getByRole("button", { name: "恢复这一版…" }).first().click();
    await page.getByRole("button", { name: /^恢复 v\d+，/ }).click();
    await expect(page.getByText(/v\d+ 已恢复，现在是 v\d+/)).toBeVisible();
    await expect(page.getByText(/^恢复自 v\d+/).first()).toBeVisible();
  } finally {
    await switchThresholdOff(page, phone);
    await phone.context().close();
  }
});

test("a draft that another admin has saved meanwhile is compared before it is saved, and publishes itself at its hour", async ({
  browser,
  page,
  isMobile,
}, info) => {
  test.skip(isMobile, "rules are written on a computer");
  test.slow();
  const pool = "华南公海";
  const theirs = await browserOf(browser, info, await newAdmin());
  await openRules(page, pool);
  await setDays(page, "41");
  await saveDraft(page);
  await expect(page.getByText("草稿已存")).toBeVisible();
  await theirs.goto(page.url());
  await expect(theirs.getByText("刚刚算好")).toBeVisible();
  await setDays(page, "42");
  await setDays(theirs, "43");
  await saveDraft(theirs);
  await expect(theirs.getByText("草稿已存")).toBeVisible();
  await theirs.context().close();

  await expect(page.getByText(/存了这份草稿/)).toBeVisible();
  await expect(page.getByLabel("多久").first()).toHaveValue("42");
  await page.getByRole("button", { name: "保留我的" }).click();
  await saveDraft(page);
  await expect(page.getByText(/方岚在 .* 存的/)).toBeVisible();

  await page.getByRole("button", { name: "定时发布…" }).click();
  const soon = new Date(Date.now() + 2 * 60_000).toLocaleString("sv", { timeZone: "Asia/Shanghai" });
  await page.getByLabel("什么时候").fill(soon.slice(0, 16).replace(" ", "T"));
  await page.getByRole("button", { name: /^定在/ }).click();
  await expect(page.getByText(/自动发布，以.*的名义/)).toBeVisible();
  await runJob("publish-scheduled", 0.05);
  await page.reload();
  await page.getByRole("button", { name: /^版本/ }).click();
  await expect(page.getByText("超过 42 天没有有效跟进").first()).toBeVisible();
});
