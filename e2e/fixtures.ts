import { type BrowserContext, test as base, type Cookie, expect, type Page } from "@playwright/test";

/**
 * The page, which from now on counts as opened once all of it stands in its place: what a server streams lies in the document
 * twice for a moment, hidden and where it belongs, and a text would be found twice.
 */
export function whole(page: Page): Page {
  const streamed = page.locator("div[hidden][id^='S:']");
  const { goto, reload } = page;
  page.goto = async (...where) => {
    const response = await goto.apply(page, where);
    await expect(streamed).toHaveCount(0);
    return response;
  };
  page.reload = async (...how) => {
    const response = await reload.apply(page, how);
    await expect(streamed).toHaveCount(0);
    return response;
  };
  return page;
}

/** A journey, whose page is whole whenever it is opened. */
export const test = base.extend({
  page: async ({ page }, use) => use(whole(page)),
});

/** The one password of the demo's people. */
export function demoPassword(): string {
  const password = process.env.DEMO_PASSWORD;
  if (!password) throw new Error("DEMO_PASSWORD is not set: the journeys sign in as people of the demo.");
  return password;
}

// One sign-in by hand for each person and worker; after that his cookies are lent to every context.
const kept = new Map<string, Cookie[]>();

/** Signs a person of the demo in, through the real form the first time; where the page is does not change. */
export async function signInAs(target: Page | BrowserContext, email: string): Promise<void> {
  const context = "context" in target ? target.context() : target;
  const cookies = kept.get(email);
  if (cookies) {
    await context.addCookies(cookies);
    const answer = await context.request.get("/me", { maxRedirects: 0 });
    if (answer.status() === 200) return;
    // A journey ended that session.
    await context.clearCookies();
  }
  const page = await context.newPage();
  await fillSignIn(page, email, demoPassword());
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await page.close();
  kept.set(
    email,
    (await context.cookies()).filter(({ name }) => name.endsWith("gonghai")),
  );
}

/** Fills the sign-in form and sends it, whatever the language; waits for nothing. */
export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  if (new URL(page.url(), "http://nowhere").pathname !== "/sign-in") await page.goto("/sign-in?next=/me");
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("form:has(input[name=password]) button[type=submit]").click();
}

/** Collects what the content policy stops in a page, from its first script on. */
export async function watchPolicy(context: BrowserContext): Promise<() => string[]> {
  const violations: string[] = [];
  await context.exposeFunction("policyViolated", (what: string) => violations.push(what));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
      const report: unknown = Reflect.get(window, "policyViolated");
      if (typeof report === "function") {
        report(`${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`);
      }
    });
  });
  return () => violations;
}
