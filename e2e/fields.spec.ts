import { expect, type Page } from "@playwright/test";
import { newCustomers, openInPool } from "./company";
import { signInAs, test } from "./fixtures";

const seen = (page: Page, role: "button" | "tab", name: string) =>
  page.getByRole(role, { name, exact: true }).filter({ visible: true });

/** The facts of a customer; on the phone they are behind a tab. */
async function openFacts(page: Page, isMobile: boolean): Promise<void> {
  if (isMobile) await page.getByRole("tab", { name: "资料" }).click();
}

/** Filters the pool by one choice of a field. */
async function filterBy(page: Page, isMobile: boolean, label: string, choice: string): Promise<void> {
  if (isMobile) {
    await page.getByRole("button", { name: "筛选", exact: true }).filter({ visible: true }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: choice }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^查看/ }).click();
    return;
  }
  await page.getByRole("button", { name: "筛选", exact: true }).filter({ visible: true }).last().click();
  await page.getByRole("menuitem", { name: label }).click();
  await page.getByRole("button", { name: choice, exact: true }).click();
}

test("a field is added, filled, filtered by and retired, and its value stays", async ({ page, isMobile }) => {
  const [[filled = "", other = ""], word] = [await newCustomers(2), Date.now().toString(36)];
  const [label, choice] = [`产品线${word}`, `激光${word}`];
  await signInAs(page, "admin@example.com");
  await page.goto("/settings/fields");
  await seen(page, "button", "添加字段").first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("名称", { exact: true }).fill(label);
  await form.getByRole("radio", { name: "多选" }).click();
  await form.getByRole("textbox", { name: "第 1 个选项" }).fill(`机床${word}`);
  await form.getByRole("textbox", { name: "第 2 个选项" }).fill(choice);
  await form.getByRole("button", { name: "添加字段" }).click();
  await expect(seen(page, "button", label)).toBeVisible();

  await openInPool(page, filled);
  // What is pressed before the page listens opens nothing.
  await expect(async () => {
    await page.getByText(filled, { exact: true }).filter({ visible: true }).last().click();
    await page.waitForURL(/peek=|\/pool\//, { timeout: 4_000 });
  }).toPass();
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}(?=$|&)/.exec(page.url())?.[0];
  await page.goto(`/customers/${id}`);
  await openFacts(page, isMobile);
  await seen(page, "button", "编辑资料").last().click();
  await page.getByRole("dialog").getByRole("button", { name: choice }).click();
  await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByText(choice).filter({ visible: true }).first()).toBeVisible();

  await page.goto("/pool");
  await filterBy(page, isMobile, label, choice);
  await page.waitForURL(/fields=/);
  await expect(page.getByText(filled).filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByText(other)).toHaveCount(0);

  await page.goto("/settings/fields");
  await seen(page, "button", `“${label}”的操作`).click();
  await page.getByRole("menuitem", { name: "停用" }).click();
  await expect(page.getByRole("dialog")).toContainText("有 1 位客户填过它");
  await page.getByRole("dialog").getByRole("button", { name: "停用" }).click();
  await expect(seen(page, "button", label)).toHaveCount(0);
  await page.goto(`/customers/${id}`);
  await openFacts(page, isMobile);
  await expect(page.getByText(choice).filter({ visible: true }).first()).toBeVisible();
});
