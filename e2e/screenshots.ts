import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { resolveBrowser } from "@/bin/lib/browser.mjs";
import { demoPassword, fillSignIn } from "./fixtures";

/** The pictures of the README: where, as whom, and on what. */
const PICTURES = [
  { name: "pool-desktop-light", who: "rep1@example.com", at: "/pool", phone: false, dark: false },
  { name: "customer-desktop-dark", who: "rep1@example.com", at: "first of /mine", phone: false, dark: true },
  {
    name: "dashboard-desktop-light",
    who: "manager@example.com",
    at: "/dashboard",
    phone: false,
    dark: false,
  },
  { name: "today-phone-light", who: "rep1@example.com", at: "/today", phone: true, dark: false },
  { name: "pool-phone-dark", who: "rep1@example.com", at: "/pool", phone: true, dark: true },
] as const;
type Picture = (typeof PICTURES)[number];

const FOLDER = path.join("docs", "screenshots");

function openContext(browser: Browser, baseURL: string, { phone, dark }: Picture): Promise<BrowserContext> {
  return browser.newContext({
    ...{ baseURL, locale: "zh-CN", timezoneId: "Asia/Shanghai", colorScheme: dark ? "dark" : "light" },
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    ...(phone ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {}),
  });
}

async function open(page: Page, at: Picture["at"]): Promise<void> {
  if (at !== "first of /mine") {
    await page.goto(at);
    return;
  }
  await page.goto("/mine");
  const address = await page.locator('a[href^="/customers/"]').first().getAttribute("href");
  await page.goto(address ?? "");
}

async function take(browser: Browser, baseURL: string, picture: Picture): Promise<void> {
  const context = await openContext(browser, baseURL, picture);
  const page = await context.newPage();
  await fillSignIn(page, picture.who, demoPassword());
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await open(page, picture.at);
  await page.getByRole("main").waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: path.join(FOLDER, `${picture.name}.png`) });
  await context.close();
  console.log(path.join(FOLDER, `${picture.name}.png`));
}

const baseURL = process.env.E2E_BASE_URL;
if (!baseURL) throw new Error("E2E_BASE_URL is not set: run this through `npm run screenshots`");
await mkdir(FOLDER, { recursive: true });
const { from: _, ...launch } = resolveBrowser(chromium);
const browser = await chromium.launch(launch);
for (const picture of PICTURES) await take(browser, baseURL, picture);
await browser.close();
