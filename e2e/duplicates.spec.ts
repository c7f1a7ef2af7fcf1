import { expect, type Page } from "@playwright/test";
import { cli, customerFile, POOL, runJob } from "./company";
import { signInAs, test } from "./fixtures";

const seen = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name }).filter({ visible: true });

/** Two customers of the pool that are one, by their names. */
async function twins(): Promise<[string, string]> {
  const word = Date.now().toString(36);
  const [long, short] = [`重复${word}科技有限公司`, `重复${word}科技`];
  const phone = `139${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
  const file = await customerFile([
    "公司名称,联系人,手机,地区,行业",
    `${long},李${word},${phone},苏州,软件`,
    `${short},王${word},${phone},苏州,`,
  ]);
  await cli("import", file, "--pool", POOL);
  await runJob("find-duplicates", 0);
  return [long, short];
}

async function openPair(page: Page, name: string): Promise<void> {
  await page.goto("/duplicates");
  const line = seen(page, new RegExp(name));
  const more = seen(page, "再看 50 对");
  for (let n = 0; n < 20 && (await line.count()) === 0 && (await more.count()) > 0; n += 1) {
    await more.first().click();
    await page.waitForTimeout(500);
  }
  await line.first().click();
}

test("a pair is merged side by side, leads to the kept one, and is two again", async ({ page }) => {
  const [long, short] = await twins();
  await signInAs(page, "admin@example.com");
  await openPair(page, short);
  await seen(page, `用「${long}」`).first().click();
  await seen(page, /^合并(?! 确定)/)
    .last()
    .click();
  await expect(page.getByText(`已合并为 ${long}`)).toBeVisible();
  await expect(seen(page, new RegExp(short))).toHaveCount(0);

  await page.goto("/duplicates");
  await page.getByRole("radio", { name: "合并记录" }).filter({ visible: true }).click();
  const line = page.getByRole("listitem").filter({ hasText: long }).filter({ visible: true }).first();
  await line.getByRole("link").click();
  await expect(page.getByText(long).filter({ visible: true }).first()).toBeVisible();

  await page.goto("/duplicates");
  await page.getByRole("radio", { name: "合并记录" }).filter({ visible: true }).click();
  await line.getByRole("button", { name: "撤销合并" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "撤销合并" }).click();
  await expect(page.getByText(/又是一位单独的客户/)).toBeVisible();
});
