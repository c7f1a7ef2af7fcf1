import { describe, expect, it } from "vitest";
import { isSameOrigin, requestIp } from "./origin";

const plain = { appUrl: undefined, trustProxy: false };
const named = { appUrl: "https://crm.example", trustProxy: false };
const proxied = { appUrl: "https://crm.example", trustProxy: true };
const host = "crm.internal:3000";

describe("isSameOrigin", () => {
  it.each([
    ["the request's own host", { host, origin: "http://crm.internal:3000" }, plain, true],
    [
      "its host in other letters",
      { host: "CRM.internal:3000", origin: "http://crm.internal:3000" },
      plain,
      true,
    ],
    ["APP_URL", { host, origin: "https://crm.example" }, named, true],
    ["APP_URL's host without https", { host, origin: "http://crm.example" }, named, false],
    ["a foreign site", { host, origin: "https://evil.example" }, named, false],
    ["another port", { host, origin: "http://crm.internal:4000" }, plain, false],
    ["a name that begins like ours", { host, origin: "https://crm.example.evil.example" }, named, false],
    ["a sandboxed frame", { host, origin: "null" }, named, false],
    ["no origin at all", { host }, named, false],
    ["no origin, and the browser says same-origin", { host, "sec-fetch-site": "same-origin" }, named, true],
    ["no origin, and the browser says same-site", { host, "sec-fetch-site": "same-site" }, named, false],
    ["no origin, and a typed address", { host, "sec-fetch-site": "none" }, named, false],
    ["something that is no address", { host, origin: "crm.internal:3000" }, plain, false],
    ["another scheme on our host", { host, origin: "ftp://crm.internal:3000" }, plain, false],
    [
      "a foreign site that forges the forwarded host",
      { host, origin: "https://evil.example", "x-forwarded-host": "evil.example" },
      named,
      false,
    ],
    [
      "the host a trusted proxy names",
      { host, origin: "https://www.crm.example", "x-forwarded-host": "www.crm.example" },
      proxied,
      true,
    ],
    ["no host", { origin: "http://crm.internal:3000" }, plain, false],
  ] as const)("%s", (_, headers, trust, allowed) => {
    expect(isSameOrigin(new Headers(headers), trust)).toBe(allowed);
  });
});

describe("requestIp", () => {
  it("takes the address that was added last: the ones before are hearsay", () => {
    expect(requestIp(new Headers({ "x-forwarded-for": "1.1.1.1, 203.0.113.7" }))).toBe("203.0.113.7");
  });
  it("has a name for nobody", () => {
    expect(requestIp(new Headers())).toBe("unknown");
  });
});
