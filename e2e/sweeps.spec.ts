import { expect, type Page } from "@playwright/test";
import { browserOf, newCustomers, newRep, openInPool, POOL, runJob } from "./company";
import { signInAs, test } from "./fixtures";

const SWEEPS = "/settings/sweeps";

async function claim(page: Page, name: string): Promise<void> {
  await openInPool(page, name);
  await page.getByRole("button", { name: `领取 ${name}` }).click();
  await expect(page.getByText(`已领取 ${name}`)).toBeVisible();
}

/** Leaves customers of this name to the other rules: an exception of the rule of the first contact. */
async function exceptFromFirstContact(page: Page, name: string): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("link", { name: POOL }).last().click();
  await expect(page.getByText("刚刚算好")).toBeVisible();
  await page.getByRole("button", { name: /首跟时限 领取后/ }).click();
  await page.getByRole("button", { name: "加条件" }).last().click();
  await page.getByPlaceholder("找字段").fill("名称");
  await page.getByRole("option", { name: "名称", exact: true }).click();
  await page.getByRole("button", { name: "选择" }).click();
  await page.getByRole("textbox", { name: "名称" }).last().fill(name);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByText("刚刚算好")).toBeVisible();
  await page.getByRole("button", { name: /^发布…/ }).click();
  await page.getByRole("button", { name: /^发布 v\d+，/ }).click();
  await expect(page.getByText(/已发布 v\d+/)).toBeVisible();
}

test("a rule is written and published, a countdown follows it, a sweep takes the customer, and the undo gives it back", async ({
  browser,
  page,
  isMobile,
}, info) => {
  // Two people, four commands and a rule: more than a journey usually takes.
  test.slow();
  const [rep, [kept = "", lost = ""]] = await Promise.all([newRep(), newCustomers(2)]);
  const theirs = await browserOf(browser, info, rep);
  await claim(theirs, kept);
  await claim(theirs, lost);
  await signInAs(page, "admin@example.com");
  // On a phone rules are read, not published.
  if (!isMobile) {
    await exceptFromFirstContact(page, kept);
    await theirs.goto("/mine");
    await expect(theirs.getByText("30 天没有有效跟进").first()).toBeVisible();
  }
  await runJob("roll-up-stats", 0);
  await runJob("reclaim-due", 24.5);
  await theirs.goto("/mine");
  await expect(theirs.getByRole("link", { name: lost })).toHaveCount(0);

  await page.goto(SWEEPS);
  const sweep = page.getByRole("listitem").filter({ hasText: POOL }).first();
  await sweep.getByRole("button", { name: "撤销这一轮" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/可以还回 \d+ 位/)).toBeVisible();
  await dialog.getByRole("button", { name: /^还回 \d+ 位$/ }).click();
  await expect(dialog.getByText(/已还回 \d+ 位/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("已撤销").first()).toBeVisible();

  await theirs.goto("/mine");
  await expect(theirs.getByRole("link", { name: lost }).first()).toBeVisible();
  await theirs.goto("/notifications");
  await expect(theirs.getByText(/还给你了/).first()).toBeVisible();
  await theirs.context().close();
});

test("while the reclaims of a pool are paused nobody loses a customer, and everybody is told", async ({
  browser,
  page,
  isMobile,
}, info) => {
  const [rep, [name = ""]] = await Promise.all([newRep(), newCustomers(1)]);
  const theirs = await browserOf(browser, info, rep);
  await claim(theirs, name);
  await signInAs(page, "admin@example.com");
  // On a phone the switches unfold below a line that says what runs.
  const flip = async () => {
    await page.goto(SWEEPS);
    if (isMobile) await page.getByRole("button", { name: /^暂停回收和清理/ }).click();
    await page.getByRole("switch", { name: `${POOL}正常回收和清理` }).click();
  };
  await flip();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /备注/ }).fill("盘点");
  await dialog.getByRole("button", { name: "暂停", exact: true }).click();
  await expect(page.getByText(`${POOL}已暂停回收`)).toBeVisible();
  try {
    await runJob("reclaim-due", 24.5);
    await theirs.goto("/mine");
    await expect(theirs.getByText("回收已暂停").first()).toBeVisible();
    await page.goto("/members");
    await expect(page.getByText(new RegExp(`${POOL}自 .* 起暂停回收`))).toBeVisible();
  } finally {
    await flip();
    await page.getByRole("dialog").getByRole("button", { name: "恢复", exact: true }).click();
    await expect(page.getByText(`${POOL}已恢复回收`)).toBeVisible();
  }
  await theirs.goto("/mine");
  await expect(theirs.getByText("回收已暂停")).toHaveCount(0);
  await theirs.context().close();
});
