import { expect } from "@playwright/test";
import { demoPassword, fillSignIn, signInAs, test, watchPolicy } from "./fixtures";

const REP = "rep1@example.com";

const EVERYWHERE = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

test.describe("every answer", () => {
  test.skip(({ isMobile }) => isMobile, "the answers do not depend on the screen");

  for (const [kind, path, status] of [
    ["a page", "/sign-in", 200],
    ["a page for somebody else", "/me", 307],
    ["a page that is not there", "/no/such/page", 307],
    ["an address that is no address", "/%E0%A4%A", 307],
    ["an interface", "/api/live", 401],
    ["an interface that is not there", "/api/no/such", 404],
    ["next-auth's own session endpoint", "/api/auth/session", 404],
    ["health", "/healthz", 200],
    ["readiness", "/readyz", 200],
    ["a file", "/icons/icon.svg", 200],
    ["a file that is not there", "/_next/static/nothing.js", 404],
  ] as const) {
    test(`${kind} carries its headers`, async ({ request }) => {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect(answer.status()).toBe(status);
      const headers = answer.headers();
      expect(headers).toMatchObject(EVERYWHERE);
      const policy = headers["content-security-policy"] ?? "";
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(headers).not.toHaveProperty("x-powered-by");
      if (!path.startsWith("/icons")) expect(headers["cache-control"]).toMatch(/private.*no-store/);
    });
  }

  test("a page that is not there, for somebody who is signed in, carries them too", async ({ context }) => {
    await signInAs(context, REP);
    const answer = await context.request.get("/no/such/page");
    expect(answer.status()).toBe(404);
    expect(answer.headers()).toMatchObject(EVERYWHERE);
    expect(answer.headers()["cache-control"]).toMatch(/private.*no-store/);
  });

  test("every page has a nonce of its own, and every script of it carries it", async ({ request }) => {
    const nonces = new Set<string>();
    for (let i = 0; i < 3; i++) {
      const answer = await request.get("/sign-in");
      const nonce = /script-src[^;]*'nonce-([^']+)'/.exec(
        answer.headers()["content-security-policy"] ?? "",
      )?.[1];
      expect(nonce).toBeTruthy();
      nonces.add(nonce ?? "");
      const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(3);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    }
    expect(nonces.size).toBe(3);
  });
});

test.describe("the door", () => {
  test("a header of the framework's own does not open it", async ({ request }) => {
    const name = "proxy";
    for (const value of [
      name,
      `src/${name}`,
      Array(5).fill(name).join(":"),
      Array(5).fill(`src/${name}`).join(":"),
      Array(5).fill("middleware").join(":"),
    ]) {
      const headers = { "x-middleware-subrequest": value, "x-middleware-next": "1" };
      const answer = await request.get("/me", { headers, maxRedirects: 0 });
      expect(answer.status()).toBe(307);
      expect(answer.headers().location).toContain("/sign-in");
    }
  });

  test("a cookie that nobody sealed opens nothing", async ({ context, baseURL }) => {
    await context.addCookies([{ name: "gonghai", value: "eyJhbGciOiJub25lIn0..x", url: baseURL ?? "" }]);
    await context.request.get("/me");
    const answer = await context.request.get("/api/live");
    expect(answer.status()).toBe(401);
    expect(answer.headers()["content-type"]).toBe("application/problem+json");
  });

  test("says what is left to try, and lets in with the right password", async ({
    page,
    context,
    isMobile,
  }) => {
    // An account of its own, so that the other screen size does not find it locked.
    const stranger = `nobody-${isMobile ? "phone" : "desktop"}-${Date.now()}@example.com`;
    await page.goto("/mine?grade=A");
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fmine%3Fgrade%3DA$/);
    await fillSignIn(page, stranger, "not this one");
    await expect(page.getByRole("alert").filter({ hasText: "还能试 4 次" })).toBeVisible();
    await expect(page.locator("input[name=email]")).toHaveValue(stranger);
    for (let i = 0; i < 4; i++) {
      await fillSignIn(page, stranger, "not this one");
      await expect(
        page.getByRole("alert").filter({ hasText: i < 3 ? `还能试 ${3 - i} 次` : "已锁定 15 分钟" }),
      ).toBeVisible();
    }
    await fillSignIn(page, stranger, "not this one");
    await expect(page.getByRole("alert").filter({ hasText: "15 分钟后再试" })).toBeVisible();
    await fillSignIn(page, REP, demoPassword());
    await expect(page).toHaveURL(/\/mine\?grade=A$/);
    const cookie = (await context.cookies()).find(({ name }) => name === "gonghai");
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  });

  test("opens without scripts too", async ({ browser, baseURL }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
    await fillSignIn(page, REP, demoPassword());
    await expect(page).not.toHaveURL(/sign-in/);
    await context.close();
  });

  test("closes behind a device that was signed out from another one", async ({ browser, page, baseURL }) => {
    const elsewhere = await browser.newContext(baseURL ? { baseURL } : {});
    const lost = await elsewhere.newPage();
    await fillSignIn(lost, "rep7@example.com", demoPassword());
    await expect(lost).toHaveURL(/\/me$/);
    await fillSignIn(page, "rep7@example.com", demoPassword());
    await expect(page).toHaveURL(/\/me$/);
    await page.getByRole("button", { name: /退出其他/ }).click();
    await expect(page.getByText("只有这台设备在登录。")).toBeVisible();
    await lost.goto("/me");
    await expect(lost).toHaveURL(/\/sign-in/);
    expect((await elsewhere.request.get("/api/live")).status()).toBe(401);
    await page.getByRole("button", { name: "退出登录" }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await elsewhere.close();
  });

  test("believes nobody about his own address", async ({ browser, baseURL }) => {
    const forged = { "x-forwarded-for": "6.6.6.6", "x-real-ip": "6.6.6.6" };
    const context = await browser.newContext({ extraHTTPHeaders: forged, ...(baseURL ? { baseURL } : {}) });
    const page = await context.newPage();
    await fillSignIn(page, "rep8@example.com", demoPassword());
    await expect(page).toHaveURL(/\/me$/);
    await expect(page.getByText("这台设备", { exact: true })).toBeVisible();
    await expect(page.getByText("6.6.6.6")).toHaveCount(0);
    await context.close();
  });
});

test("an action runs only when a page of this site asks for it", async ({ page, context, baseURL }) => {
  await signInAs(context, "rep6@example.com");
  await page.goto("/me");
  const name = page.getByLabel("姓名", { exact: true });
  const before = await name.inputValue();
  const sent = page.waitForRequest((request) => "next-action" in request.headers());
  await name.fill(`${before} 2`);
  await page.getByRole("button", { name: "保存" }).click();
  const { "next-action": id = "", accept = "" } = (await sent).headers();
  await expect(page.getByRole("button", { name: "保存" })).toHaveCount(0);
  const replay = (origin: Record<string, string>, to: string) =>
    context.request.post("/me", {
      headers: { "next-action": id, accept, "content-type": "text/plain;charset=UTF-8", ...origin },
      data: JSON.stringify([{ name: to }]),
    });
  const foreign = { origin: "https://evil.example" };
  await replay(foreign, "foreign");
  await replay({ ...foreign, "x-forwarded-host": "evil.example" }, "forged");
  await replay({ origin: "null" }, "sandboxed");
  expect(await (await replay({}, "nowhere")).text()).toContain("BAD_ORIGIN");
  await page.reload();
  await expect(name).toHaveValue(`${before} 2`);
  await replay({ origin: new URL(baseURL ?? "").origin }, before);
  await page.reload();
  await expect(name).toHaveValue(before);
});

test("the policy of the pages stops nothing of ours", async ({ page, context, isMobile }) => {
  const violations = await watchPolicy(context);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto("/sign-in?next=/me");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.getByRole("button", { name: "简体中文" }).click();
  await expect(page.getByRole("button", { name: "登录", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "显示密码" }).click();
  await page.getByRole("link", { name: "忘记密码" }).click();
  await fillSignIn(page, REP, demoPassword());
  await expect(page).toHaveURL(/\/me$/);
  await page.getByRole("radio", { name: "深色" }).click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await page.getByRole("radio", { name: "跟随系统" }).click();
  if (!isMobile) {
    // Menu, dialog and palette bring scroll locks, and a toast its own style sheet.
    await page.keyboard.press("ControlOrMeta+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
  }
  await page.getByLabel("当前密码").fill("not this one");
  await page.getByLabel("新密码").fill("not this one either");
  await page.getByRole("button", { name: "修改密码" }).click();
  await expect(page.getByText(/当前密码不对/)).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain("Geist");
  expect(violations()).toEqual([]);
  expect(errors).toEqual([]);
});

test("a style that did not come from here is stopped, and reported", async ({ page, context }) => {
  const violations = await watchPolicy(context);
  await page.goto("/sign-in");
  const reported = page.waitForRequest((request) => new URL(request.url()).pathname === "/csp");
  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", "<style>body{display:none}</style>");
  });
  await reported;
  expect(violations()).toHaveLength(1);
  await expect(page.locator("h1")).toBeVisible();
});
