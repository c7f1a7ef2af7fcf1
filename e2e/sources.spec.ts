import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page } from "@playwright/test";
import { openInPool } from "./company";
import { signInAs, test } from "./fixtures";

const seen = (page: Page, role: "button" | "link", name: string | RegExp) =>
  page.getByRole(role, { name }).filter({ visible: true });

const unique = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 6);

/** Makes a form through the editor, and answers the address of its page. */
async function makeForm(page: Page, title: string, origin = ""): Promise<string> {
  await signInAs(page, "admin@example.com");
  await page.goto("/settings/sources");
  await seen(page, "link", "新建表单").click();
  await page.getByLabel("标题").fill(title);
  if (origin) await page.getByLabel("允许嵌入的网站").fill(origin);
  await seen(page, "button", "保存").first().click();
  await page.waitForURL(/\/forms\/[0-9a-f-]{36}$/);
  const address = page.getByText(/\/f\/[\w-]{22}$/).first();
  return (await address.textContent()) ?? "";
}

/** Longer than it takes anybody to be taken for a program. */
const AS_LONG_AS_A_PERSON = 3_200;

/** Fills a form's page as a person would, and waits as long as one, unless he has done so before. */
async function fill(page: Page, company: string, note: string, wait = AS_LONG_AS_A_PERSON): Promise<void> {
  await page.getByLabel("客户名称").fill(company);
  await page.getByLabel("电话").fill(`139${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`);
  await page.getByLabel("备注").fill(note);
  await page.waitForTimeout(wait);
  await page.getByRole("button", { name: "提交" }).click();
}

test("what a visitor sends, without JavaScript, lies in the pool; what looks like spam waits", async ({
  page,
  browser,
}) => {
  const [title, company, spam] = [`演示${unique()}`, `访客${unique()}有限公司`, `垃圾${unique()}有限公司`];
  const url = await makeForm(page, title);
  const bare = await (await browser.newContext({ javaScriptEnabled: false, locale: "zh-CN" })).newPage();
  await bare.goto(url);
  await bare.waitForTimeout(AS_LONG_AS_A_PERSON);
  await bare.getByRole("button", { name: "提交" }).click();
  await expect(bare.getByRole("alert").first()).toHaveText("还有内容没填好");
  // Whoever adds what was missing in a second is no program for that.
  await fill(bare, company, "要报价", 0);
  await expect(bare.getByRole("status")).toContainText("已收到");

  const visitor = await (await browser.newContext({ locale: "zh-CN" })).newPage();
  await visitor.goto(url);
  await fill(visitor, spam, "casino http://a.example http://b.example");
  await expect(visitor.getByRole("status")).toContainText("已收到");

  await openInPool(page, company);
  await expect(page.getByText(company, { exact: true }).filter({ visible: true }).first()).toBeVisible();
  await page.goto("/settings/sources/submissions?state=held");
  const waiting = page.getByRole("listitem").filter({ hasText: spam });
  await expect(waiting).toContainText("链接太多");
  await waiting.getByRole("button", { name: "搁置" }).click();
  await expect(waiting).toHaveCount(0);
});

test("a form is framed by the sites that it names, and by no other", async ({ page, browser }) => {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost").searchParams.get("form") ?? "";
    response.setHeader("content-type", "text/html");
    response.end(`<iframe src="${url.replaceAll('"', "")}" width="380" height="700"></iframe>`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const [named, alone] = [`嵌入${unique()}`, `单独${unique()}`];
    const framed = await makeForm(page, named, origin);
    const other = await makeForm(page, alone);
    const site = await (await browser.newContext({ locale: "zh-CN" })).newPage();
    await site.goto(`${origin}/?form=${encodeURIComponent(framed)}`);
    await expect(site.frameLocator("iframe").getByRole("heading", { name: named })).toBeVisible();
    const company = `框内${unique()}有限公司`;
    const inside = site.frames()[1];
    if (!inside) throw new Error("there is no frame");
    await inside.getByLabel("客户名称").fill(company);
    await inside.getByLabel("电话").fill("13955556666");
    await site.waitForTimeout(3_200);
    await inside.getByRole("button", { name: "提交" }).click();
    await expect(inside.getByRole("status")).toContainText("已收到");
    await site.goto(`${origin}/?form=${encodeURIComponent(other)}`);
    await site.waitForTimeout(1_500);
    await expect(site.frameLocator("iframe").getByRole("heading", { name: alone })).toHaveCount(0);
  } finally {
    server.close();
  }
});

test("an inbox takes a post of another system, and its names get a meaning", async ({ page, request }) => {
  const [name, company] = [`邮箱${unique()}`, `来信${unique()}有限公司`];
  await signInAs(page, "admin@example.com");
  await page.goto("/settings/sources");
  await seen(page, "button", "新建收件箱").click();
  await page.getByRole("dialog").getByLabel("名称").fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "新建收件箱" }).click();
  const url = (await page.getByText(/\/api\/inbox\/[\w-]{22}$/).textContent()) ?? "";
  await page.getByRole("dialog").getByRole("button", { name: "完成" }).click();
  const answer = await request.post(url, {
    data: { 企业: company, 奇怪的字段: "甲", 号码牌: "13900001234" },
  });
  expect(answer.status()).toBe(202);
  await page.goto("/settings/sources");
  await seen(page, "link", name).click();
  await expect(page.getByRole("listitem").filter({ hasText: company })).toContainText("新客户");
});

test("an endpoint is added, its secret shown once, tested, and taken away", async ({ page }) => {
  const description = `对接${unique()}`;
  await signInAs(page, "admin@example.com");
  await page.goto("/settings/webhooks");
  await seen(page, "button", "添加地址").first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("地址").fill("https://192.168.1.9/in");
  await form.getByRole("button", { name: "添加地址" }).click();
  await expect(form.getByText("不能是内网地址", { exact: true })).toBeVisible();
  await form.getByLabel("地址").fill("https://hooks.invalid/in");
  await form.getByLabel("说明").fill(description);
  await form.getByRole("switch", { name: "全部事件" }).click();
  await form.getByRole("button", { name: "领取", exact: true }).click();
  await form.getByRole("button", { name: "添加地址" }).click();
  await expect(page.getByTestId("secret")).toHaveText(/^whsec_[\w+/]{43}=$/);
  await page.getByRole("button", { name: "我已保存" }).click();
  const line = page.getByRole("listitem").filter({ hasText: description });
  await expect(line).toContainText("1 种事件");
  await line.getByRole("button", { name: `${description} 的操作` }).click();
  await page.getByRole("menuitem", { name: "发送测试" }).click();
  await expect(page.getByText(/测试没有成功/)).toBeVisible({ timeout: 20_000 });
  await line.getByRole("button", { name: `${description} 的操作` }).click();
  await page.getByRole("menuitem", { name: "投递记录" }).click();
  await page.waitForURL(/\/settings\/webhooks\/[0-9a-f-]{36}/);
  await page.getByRole("listitem").getByRole("button").first().click();
  await expect(page.getByRole("dialog")).toContainText("webhook.test");
  await page.goto("/settings/webhooks");
  await line.getByRole("button", { name: `${description} 的操作` }).click();
  await page.getByRole("menuitem", { name: "删除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(line).toHaveCount(0);
});
