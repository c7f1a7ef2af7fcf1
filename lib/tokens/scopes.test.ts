import { describe, expect, it } from "vitest";
import { type Actor, authorize, inScope, may, PERMISSIONS } from "@/lib/permissions";
import { CreateTokenInput, SCOPES } from "./schema";

const rep = (scopes: string[]): Actor => ({
  ...{ kind: "user", id: "1", role: "rep", teamId: null },
  token: { id: "t", scopes },
});

describe("scopes", () => {
  it.each([
    ["*", "customers.claim", true],
    ["*.read", "customers.read", true],
    ["*.read", "customers.claim", false],
    ["*.read", "contacts.reveal", false],
    ["customers.*", "customers.claim", true],
    ["customers.*", "contacts.reveal", false],
    ["customers.claim", "customers.claim", true],
    ["customers.claim", "customers.release", false],
    ["customers.clai", "customers.claim", false],
    ["customers", "customers.claim", false],
    ["*", "tokens.manage", false],
    ["tokens.manage", "tokens.manage", false],
    ["customers.claim", "profile.read", true],
  ] as const)("%s has %s: %s", (scope, permission, has) => {
    expect(inScope([scope], permission)).toBe(has);
  });

  it("never give more than the role has", () => {
    for (const permission of PERMISSIONS) {
      const bare: Actor = { kind: "user", id: "1", role: "rep", teamId: null };
      if (!may(bare, permission)) expect(may(rep(["*"]), permission)).toBe(false);
    }
  });

  it("are missing when only they are, and forbidden when the role is", () => {
    const codeOf = (run: () => void) => {
      try {
        run();
      } catch (error) {
        return (error as { code: string }).code;
      }
      return "yes";
    };
    expect(codeOf(() => authorize(rep(["*.read"]), "customers.claim"))).toBe("SCOPE_MISSING");
    expect(codeOf(() => authorize(rep(["*"]), "users.manage"))).toBe("FORBIDDEN");
    expect(codeOf(() => authorize(rep(["customers.*"]), "customers.claim"))).toBe("yes");
  });
});

describe("what is asked of a token", () => {
  const read = (scopes: string[]) => CreateTokenInput.safeParse({ name: "x", scopes, expiresAt: null });

  it("is understood as people write it", () => {
    expect(read(["customers:claim", "read", "all", "read"]).data?.scopes).toEqual([
      "customers.claim",
      "*.read",
      "*",
    ]);
  });

  it.each(["nothing", "", "customers.fly", "tokens.manage", "tokens.*", "**"])("refuses %j", (scope) => {
    expect(read([scope]).success).toBe(false);
  });

  it("can be any of those that are listed, and every permission is listed", () => {
    expect(read([...SCOPES]).success).toBe(true);
    const missing = PERMISSIONS.filter((one) => !SCOPES.includes(one) && !one.startsWith("tokens."));
    expect(missing).toEqual([]);
  });
});
