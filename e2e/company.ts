import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type APIRequestContext, type Browser, expect, type Page, type TestInfo } from "@playwright/test";
import { fillSignIn, whole } from "./fixtures";

const run = promisify(execFile);

export const POOL = "默认公海";

export type Colleague = { userId: string; email: string; password: string; name: string };

/** Runs a command of ours on the site's own database and reads its JSON. */
export async function cli<T = unknown>(...args: string[]): Promise<T> {
  const tsx = path.join("node_modules", "tsx", "dist", "cli.mjs");
  const { stdout } = await run(process.execPath, [tsx, "bin/cli.ts", ...args, "--json"], {
    env: process.env,
  });
  return JSON.parse(stdout) as T;
}

const word = () => randomBytes(4).toString("hex");

async function newColleague(name: string, ...options: string[]): Promise<Colleague> {
  const email = `journey-${word()}@example.com`;
  const made = await cli<{ userId: string; email: string; password: string }>(
    ...["user", "create", email, "--name", name, ...options],
  );
  return { ...made, name };
}

/** Somebody new with a fresh quota, so that no journey lives on what another has left. */
export const newRep = (team = "华东一组", pool = POOL): Promise<Colleague> =>
  newColleague(`销售${word()}`, "--team", team, "--pool", pool);

/** Whoever leads the team and the pool, with nobody else's messages. */
export const newManager = (team = "华东一组", pool = POOL): Promise<Colleague> =>
  newColleague(`主管${word()}`, "--role", "manager", "--team", team, "--pool", pool);

/** A pool of one's own under the default rules, so that its rules are nobody else's. */
export async function newPool(): Promise<{ poolId: string; name: string }> {
  return cli("pool", "create", `旅途公海${word()}`);
}

/** A second admin, so that there is somebody to approve. */
export const newAdmin = (): Promise<Colleague> => newColleague(`管理员${word()}`, "--role", "admin");

/** A mobile number that no other journey has given to a customer. */
export const unheardNumber = (): string => `139${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;

/** This many new customers in the pool, by their names. */
export async function newCustomers(count: number, pool = POOL): Promise<string[]> {
  const names = Array.from({ length: count }, () => `旅途${word()}科技有限公司`);
  const phones = names.map(unheardNumber);
  const rows = names.map((name, i) => `${name},李${word()},${phones[i]},苏州,软件`);
  const file = await customerFile(["公司名称,联系人,手机,地区,行业", ...rows]);
  await cli("import", file, "--pool", pool);
  return names;
}

/** Publishes the rules in force in the pool with this change, over the API as the demo's admin. */
export async function changeRules(
  request: APIRequestContext,
  poolId: string,
  change: (rules: Record<string, object>) => object,
): Promise<void> {
  const { token } = await cli<{ token: string }>(
    ...["token", "create", "--user", "admin@example.com", "--scope", "*", "--expires", "1h"],
  );
  const headers = { authorization: `Bearer ${token}` };
  const inForce = await (await request.get(`/api/v1/pools/${poolId}/policy`, { headers })).json();
  const { version: baseVersion, document } = inForce;
  const data = { baseVersion, document: { ...document, ...change(document) } };
  const published = await request.post(`/api/v1/pools/${poolId}/policy/versions`, { headers, data });
  expect(published.status()).toBe(201);
}

/** A CSV with these lines, in a folder of its own that goes with the process. */
export async function customerFile(lines: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "gonghai-journey-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, `customers-${word()}.csv`);
  await writeFile(file, `${lines.join("\n")}\n`);
  return file;
}

/** Lets a job run as if it were so many hours later. */
export const runJob = (id: string, hoursLater: number): Promise<unknown> =>
  cli("job", "run", id, "--at", new Date(Date.now() + hoursLater * 3_600_000).toISOString());

/** A browser of the colleague's own, of the same kind as the project's, signed in. */
export async function browserOf(browser: Browser, info: TestInfo, who: Colleague): Promise<Page> {
  const { baseURL, viewport, isMobile, hasTouch, locale, timezoneId } = info.project.use;
  const context = await browser.newContext({
    ...(baseURL ? { baseURL } : {}),
    ...(viewport === undefined ? {} : { viewport }),
    ...(isMobile ? { isMobile } : {}),
    ...(hasTouch ? { hasTouch } : {}),
    locale: locale ?? "zh-CN",
    timezoneId: timezoneId ?? "Asia/Shanghai",
  });
  const page = whole(await context.newPage());
  await fillSignIn(page, who.email, who.password);
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  return page;
}

/** The pool with just these customers in sight. */
export const openInPool = (page: Page, query: string): Promise<unknown> =>
  page.goto(`/pool?q=${encodeURIComponent(query)}`);

/** Claims the customer and opens it; answers where it stands. */
export async function claimAndOpen(page: Page, name: string): Promise<string> {
  await openInPool(page, name);
  await page.getByRole("button", { name: `领取 ${name}` }).click();
  await expect(page.getByText(`已领取 ${name}`)).toBeVisible();
  await page
    .getByRole("button", { name: "去跟进" })
    .or(page.getByRole("link", { name: "去跟进" }))
    .click();
  await page.waitForURL(/\/customers\//);
  return new URL(page.url()).pathname;
}
