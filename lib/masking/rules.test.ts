import { describe, expect, it } from "vitest";
import type { Role } from "@/db/enums";
import type { Actor } from "@/lib/permissions";
import { contactAccess, contactsFor, type MaskedCustomer, textFor } from "./rules";

const user = (id: string, role: Role = "rep", teamId: string | null = "t1"): Actor => ({
  ...{ kind: "user", id, role, teamId },
});
const pooled: MaskedCustomer = { state: "pooled", ownerId: null, ownerTeamId: null, revealed: false };
const owned: MaskedCustomer = { state: "owned", ownerId: "r1", ownerTeamId: "t1", revealed: false };
const masks = { maskContacts: true };

describe("who sees the contacts", () => {
  it.each<[string, Actor, MaskedCustomer, boolean, boolean]>([
    ["a rep, of a pooled customer", user("r1"), pooled, false, false],
    ["a manager, of a pooled customer", user("m1", "manager"), pooled, false, false],
    ["an admin, of a pooled customer", user("a1", "admin"), pooled, true, false],
    ["the owner before he looked", user("r1"), owned, false, true],
    ["the owner who looked", user("r1"), { ...owned, revealed: true }, true, false],
    ["his manager", user("m1", "manager"), owned, true, false],
    ["another team's manager", user("m2", "manager", "t2"), owned, false, false],
    ["a manager without a team, of an owner without one", user("m3", "manager", null), owned, false, false],
    ["a colleague, when the owner looked", user("r2"), { ...owned, revealed: true }, false, false],
    ["a rep, of an invalid customer", user("r1"), { ...pooled, state: "invalid" }, false, false],
  ])("%s", (_, viewer, customer, clear, canReveal) => {
    expect(contactAccess(viewer, customer, masks)).toEqual({ clear, canReveal });
  });

  it("shows a pool without masking to whoever sees the pool, and an owner need not ask", () => {
    const open = { maskContacts: false };
    expect(contactAccess(user("r1"), pooled, open).clear).toBe(true);
    expect(contactAccess(user("r1"), owned, open)).toEqual({ clear: true, canReveal: false });
    expect(contactAccess(user("r2"), owned, open).clear).toBe(false);
  });
});

it("masks every value of a contact, and gives no number to dial", () => {
  const row = {
    ...{ id: "c1", name: "陈屿", title: "采购 13812341234", phone: "138 1234 1234", isPrimary: true },
    ...{ phoneE164: "+8613812341234", email: "chen@example.com", wechat: "chenyu_88" },
  };
  expect(contactsFor(user("r1"), pooled, masks, [row])).toEqual([
    {
      ...{ id: "c1", name: "陈*", title: "采购 138****1234", phone: "138****1234", isPrimary: true },
      ...{ phoneE164: null, email: "c***@example.com", wechat: "ch****", masked: true },
    },
  ]);
  expect(contactsFor(user("a1", "admin"), pooled, masks, [row])).toEqual([{ ...row, masked: false }]);
  expect(textFor({ clear: false, canReveal: false }, "打 13812341234")).toBe("打 138****1234");
});
