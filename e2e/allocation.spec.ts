import { expect, type Page } from "@playwright/test";
import { browserOf, changeRules, newCustomers, newPool, newRep } from "./company";
import { signInAs, test } from "./fixtures";

const EVERYBODY = {
  ...{ id: "turns", name: "轮流", on: true, when: { all: [] }, except: { any: [] } },
  ...{ to: { kind: "everybody" }, method: "in_turn", perDay: null },
};

/** The plan of all that lies in the pool, as the dialog shows it. */
async function openPlan(page: Page, poolId: string) {
  await page.goto(`/pool?pool=${poolId}`);
  const rows = page.getByRole("row");
  await rows.nth(1).getByRole("checkbox").click();
  await rows.nth(2).getByRole("checkbox").click();
  await page.getByRole("button", { name: "按规则分派" }).click();
  return page.getByRole("dialog");
}

test("a pool is dealt out by rule: the plan, the run, its owner, what is worked on, and the undo of the rest", async ({
  browser,
  page,
  request,
  isMobile,
}, info) => {
  test.skip(isMobile, "dealing out is work for a desk");
  test.slow();
  const pool = await newPool();
  const rep = await newRep("华东一组", pool.name);
  const names = await newCustomers(2, pool.name);
  await changeRules(request, pool.poolId, () => ({ allocationRules: [EVERYBODY] }));
  await signInAs(page, "admin@example.com");

  const dialog = await openPlan(page, pool.poolId);
  await expect(dialog.getByRole("link", { name: rep.name })).toBeVisible();
  await expect(dialog.getByText("+2")).toBeVisible();
  // A plan gives nobody anything.
  const theirs = await browserOf(browser, info, rep);
  await theirs.goto("/mine");
  await expect(theirs.getByRole("link", { name: names[0] ?? "" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "分派 2 位" }).click();
  await expect(page.getByText("已分派 2 位")).toBeVisible();

  await theirs.goto("/mine");
  for (const name of names) await expect(theirs.getByRole("link", { name }).first()).toBeVisible();
  await theirs
    .getByRole("link", { name: names[0] ?? "" })
    .first()
    .click();
  await theirs.getByRole("button", { name: "查看号码" }).first().click();
  await expect(theirs.getByText(/139\d{8}/).first()).toBeVisible();

  await page.goto("/settings/sweeps");
  const run = page.getByRole("listitem").filter({ hasText: pool.name }).first();
  await expect(run.getByText("分派了 2 位")).toBeVisible();
  await run.getByRole("button", { name: "撤销这一轮" }).click();
  const undo = page.getByRole("dialog");
  await expect(undo.getByText("可以从 1 人手上收回 1 位。")).toBeVisible();
  await undo.getByRole("button", { name: /^收回 1 位$/ }).click();
  await expect(undo.getByText(names[0] ?? "")).toBeVisible();

  await theirs.goto("/mine");
  await expect(theirs.getByRole("link", { name: names[0] ?? "" }).first()).toBeVisible();
  await expect(theirs.getByRole("link", { name: names[1] ?? "" })).toHaveCount(0);
  await page.goto(`/pool?pool=${pool.poolId}`);
  await expect(page.getByText(names[1] ?? "").first()).toBeVisible();
});
