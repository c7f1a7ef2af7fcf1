import { describe, expect, it } from "vitest";
import { z } from "zod";
import { LOCALES } from "@/db/enums";
import { messagesOf } from "@/lib/i18n/messages";
import { FIELD_CODES } from "./action-result";
import { fieldErrors } from "./field-errors";

const Schema = z.strictObject({
  name: z.string().min(1).max(5),
  code: z.string().min(3),
  email: z.email(),
  day: z.iso.date(),
  amount: z.number().min(10).max(20),
  tags: z.array(z.string()).max(1),
  contacts: z.array(z.object({ phone: z.string().min(1) })),
});
const whole = {
  name: "n",
  code: "abc",
  email: "a@b.example",
  day: "2026-01-31",
  amount: 15,
  tags: [],
  contacts: [],
};
const errorsOf = (change: object) => {
  const input: unknown = { ...whole, ...change };
  const parsed = Schema.safeParse(input);
  return parsed.success ? {} : fieldErrors(parsed.error, input);
};

describe("fieldErrors", () => {
  it.each([
    [{ name: undefined }, { name: { code: "required" } }],
    [{ name: "" }, { name: { code: "required" } }],
    [{ name: 7 }, { name: { code: "invalid" } }],
    [{ name: "too long" }, { name: { code: "too_long", limit: 5 } }],
    [{ code: "a" }, { code: { code: "too_short", limit: 3 } }],
    [{ email: "nobody" }, { email: { code: "email" } }],
    [{ day: "31.1.2026" }, { day: { code: "date" } }],
    [{ amount: 9 }, { amount: { code: "too_small", limit: 10 } }],
    [{ amount: 21 }, { amount: { code: "too_big", limit: 20 } }],
    [{ tags: ["a", "b"] }, { tags: { code: "too_long", limit: 1 } }],
    [{ contacts: [{ phone: "1" }, {}] }, { "contacts.1.phone": { code: "required" } }],
    [{ role: "admin" }, { role: { code: "unknown" } }],
  ])("%j", (change, errors) => {
    expect(errorsOf(change)).toEqual(errors);
  });

  it.each(LOCALES)("%s has a word for every code", (locale) => {
    expect(Object.keys(messagesOf(locale).errors.field).sort()).toEqual([...FIELD_CODES].sort());
  });
});
