import { expect, type Page } from "@playwright/test";
import { browserOf, newCustomers, newRep } from "./company";
import { signInAs, test } from "./fixtures";

const seen = (page: Page, role: "button" | "link", name: string) =>
  page.getByRole(role, { name, exact: true }).filter({ visible: true });

/** Makes a token through the page and reads the secret, which is shown this once. */
async function makeToken(page: Page, name: string): Promise<string> {
  await page.goto("/me/tokens");
  await seen(page, "button", "新建令牌").first().click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "名称" }).fill(name);
  await form.getByRole("button", { name: "新建令牌" }).click();
  const secret = await form.getByTestId("token").textContent();
  await form.getByRole("button", { name: "已妥善保存" }).click();
  return secret ?? "";
}

test("a program acts for its person over the API until its token is revoked", async ({
  browser,
  request,
}, info) => {
  const [[name = ""], rep, word] = [await newCustomers(1), await newRep(), Date.now().toString(36)];
  const page = await browserOf(browser, info, rep);
  const token = await makeToken(page, `程序${word}`);
  expect(token).toMatch(/^gonghai_[\w-]{43}$/);
  await expect(page.getByText(`程序${word}`)).toBeVisible();
  const headers = { authorization: `Bearer ${token}`, "accept-language": "en" };
  const get = (path: string) => request.get(`/api/v1${path}`, { headers });

  const found = await (await get(`/customers?owner=none&q=${encodeURIComponent(name)}`)).json();
  const id = found.data[0].id as string;
  const key = { ...headers, "idempotency-key": `journey-${word}` };
  const claimed = await request.post(`/api/v1/customers/${id}/claim`, { headers: key });
  expect(claimed.status()).toBe(200);
  const again = await request.post(`/api/v1/customers/${id}/claim`, { headers: key });
  expect(await again.text()).toBe(await claimed.text());

  const customer = await get(`/customers/${id}`);
  const { "ratelimit-limit": limit, etag, "cache-control": cache } = customer.headers();
  expect(Number(limit)).toBeGreaterThan(0);
  expect(etag).toMatch(/^"v2-\d+"$/);
  expect(cache).toContain("no-store");
  const body = await customer.json();
  expect(body).toMatchObject({ name, mine: true, deadline: { rule: { id: expect.any(String) } } });

  const released = await request.post(`/api/v1/customers/${id}/release`, {
    headers: { ...headers, "if-match": etag ?? "" },
    data: { reason: "no_need" },
  });
  expect(released.status()).toBe(200);
  const cooling = await request.post(`/api/v1/customers/${id}/claim`, { headers });
  expect(cooling.status()).toBe(409);
  expect(cooling.headers()["content-type"]).toBe("application/problem+json");
  expect(await cooling.json()).toMatchObject({
    code: "COOLING_DOWN",
    detail: expect.stringContaining("cools down"),
  });

  await page.getByRole("button", { name: `吊销 程序${word}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "吊销" }).click();
  await expect(page.getByText("令牌已吊销")).toBeVisible();
  expect((await get("/me")).status()).toBe(401);
  await page.context().close();
});

test("bad input over HTTP is a problem, never a fault", async ({ page, request }) => {
  await signInAs(page, "rep4@example.com");
  const token = await makeToken(page, `坏请求${Date.now().toString(36)}`);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  for (const [method, path, data] of [
    ["POST", "/customers", "{bad"],
    ["POST", "/customers", `{"name":"${"x".repeat(2_000_000)}"}`],
    ["POST", "/customers/%00/claim", ""],
    ["PATCH", "/customers/x", '{"__proto__":{}}'],
    ["GET", "/customers?limit=-1", undefined],
    ["DELETE", "/customers", undefined],
    ["GET", "/%E0%A4%A", undefined],
  ] as const) {
    const answer = await request.fetch(`/api/v1${path}`, {
      method,
      headers,
      ...(data === undefined ? {} : { data }),
    });
    expect(answer.status(), path).toBeGreaterThanOrEqual(400);
    expect(answer.status(), path).toBeLessThan(500);
  }
});

test("anybody reads the reference, without a network", async ({ page, isMobile }) => {
  const strangers: string[] = [];
  page.on("request", (request) => {
    if (
      new URL(request.url()).origin !==
      new URL(page.url() === "about:blank" ? request.url() : page.url()).origin
    ) {
      strangers.push(request.url());
    }
  });
  await page.goto("/api-docs");
  await expect(page.getByRole("heading", { name: "接口文档" })).toBeVisible();
  if (!isMobile) await page.getByRole("link", { name: "claimCustomer", exact: true }).click();
  await expect(page.getByText("/customers/{id}/claim", { exact: true }).first()).toBeVisible();
  const document = await (await page.request.get("/api/v1/openapi.json")).json();
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths).length).toBeGreaterThan(60);
  expect(strangers).toEqual([]);
});
