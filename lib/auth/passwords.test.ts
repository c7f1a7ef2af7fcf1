import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./passwords";

describe("passwords", () => {
  it("are kept as argon2id with OWASP's parameters, salted", async () => {
    const [a, b] = await Promise.all([
      hashPassword("harbour-lantern-42"),
      hashPassword("harbour-lantern-42"),
    ]);
    expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(a).not.toBe(b);
    expect(await verifyPassword(a, "harbour-lantern-42")).toBe(true);
    expect(await verifyPassword(a, "harbour-lantern-43")).toBe(false);
  });

  it("of an unknown account are never right", async () => {
    expect(await verifyPassword(null, "")).toBe(false);
    expect(await verifyPassword(undefined, "anything")).toBe(false);
  });

  it("are hashed two at a time; twenty wait, the rest are told to come back", async () => {
    const all = await Promise.allSettled(Array.from({ length: 40 }, () => verifyPassword(null, "guess")));
    const refused = all.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(18);
    for (const one of refused) {
      expect(one.reason).toMatchObject({ code: "TOO_MANY_REQUESTS", params: { retryAfterSeconds: 2 } });
    }
    expect(await verifyPassword(null, "guess")).toBe(false);
  });
});
