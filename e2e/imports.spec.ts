import { expect, type Page } from "@playwright/test";
import { openInPool } from "./company";
import { signInAs, test } from "./fixtures";

const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name }).filter({ visible: true }).last();

/** A list under one header; every row's phone is its own. */
function listOf(word: string, broken: boolean): string {
  const start = 10_000_000 + (Date.now() % 80_000_000);
  const good = Array.from({ length: 6 }, (_, n) => `${word}第${n}公司,张三,139${start + n},上海`);
  return [
    "公司名称,联系人,电话,地区",
    ...good,
    ...(broken ? [`${word}坏号公司,李四,138****1234,上海`] : []),
  ].join("\n");
}

/** Sends a file, says into which pool, and tries it. */
async function tryFile(page: Page, name: string, content: string): Promise<void> {
  await page.goto("/imports");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
  await page.waitForURL(/\/imports\/new/);
  await page.getByLabel("公海", { exact: true }).selectOption({ index: 1 });
  await button(page, "试算").click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
}

test("a list is sent, tried, set right, imported, and taken back", async ({ page, isMobile }) => {
  const word = `导入${Date.now().toString(36)}`;
  await signInAs(page, "admin@example.com");
  await tryFile(page, `${word}.csv`, listOf(word, true));
  await expect(button(page, "导入 6 位客户")).toBeVisible({ timeout: 90_000 });
  if (!isMobile) {
    await page.getByRole("textbox", { name: "第 8 行，电话" }).fill("13712345678");
    await button(page, "重试改过的 1 行").click();
    await expect(button(page, "导入 7 位客户")).toBeVisible();
  }
  const count = isMobile ? 6 : 7;
  await button(page, `导入 ${count} 位客户`).click();
  await expect(
    page.getByRole("link", { name: `去看新建的 ${count} 位` }).filter({ visible: true }),
  ).toBeVisible({
    timeout: 90_000,
  });
  await openInPool(page, `${word}第1公司`);
  await expect(page.getByText(`${word}第1公司`).filter({ visible: true }).first()).toBeVisible();

  await tryFile(page, `${word}-再来.csv`, listOf(word, false));
  await expect(page.getByText("试算结果").filter({ visible: true })).toBeVisible({ timeout: 90_000 });

  await page.goto("/imports");
  await page
    .getByRole("link", { name: `${word}.csv` })
    .filter({ visible: true })
    .first()
    .click();
  await button(page, "撤销整份导入").click();
  await page.getByRole("dialog").getByRole("button", { name: "撤销整份导入" }).click();
  await expect(page.getByText(`已撤销：${count} 位恢复原样`)).toBeVisible({ timeout: 90_000 });
});

test("what is no table is refused in words", async ({ page }) => {
  await signInAs(page, "admin@example.com");
  await page.goto("/imports");
  const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]);
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "名单.csv", mimeType: "text/csv", buffer: picture });
  await expect(page.getByRole("alert").filter({ hasText: "这是 PNG 文件，不是表格" })).toBeVisible();
});

test("without a file the page of a new import leads to where one is chosen", async ({ page }) => {
  await signInAs(page, "admin@example.com");
  await page.goto("/imports/new?file=lost");
  await page.waitForURL((url) => url.pathname === "/imports");
  await expect(page.locator("input[type=file]")).toHaveCount(1);
});
