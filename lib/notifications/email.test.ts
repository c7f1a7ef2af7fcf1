import { describe, expect, it } from "vitest";
import { LOCALES, type Locale, NOTIFICATION_KINDS, type NotificationKind } from "@/db/enums";
import type { NotificationParams } from "@/db/schema/notifications";
import { composeEmail } from "./email";

const at = new Date("2026-11-20T01:00:00Z");
const dueAt = "2026-11-20T10:00:00.000Z";
const everything: NotificationParams = {
  ...{ name: "深圳市启明贸易有限公司", rule: "no_deal", dueAt, count: 3, by: "王磊", from: "李娜" },
  ...{ ruleName: "", since: "deal", amount: 90, unit: "days" },
  ...{ file: "客户.xlsx", created: 10, updated: 2, duplicate: 1, rejected: 4, pool: "默认公海", version: 7 },
};
const message = (kind: NotificationKind, params: NotificationParams, customerId: string | null = "c1") => ({
  ...{ id: "n1", kind, customerId, params, at, readAt: null },
});

describe("an e-mail", () => {
  const all = LOCALES.flatMap((locale) => NOTIFICATION_KINDS.map((kind) => ({ locale, kind })));

  it.each(all)("of $kind speaks $locale, with and without what may be missing", ({ locale, kind }) => {
    for (const params of [everything, { name: "A" }, {}]) {
      const { subject, text, html } = composeEmail(message(kind, params), { locale, name: "Li" }, null);
      for (const part of [subject, text, html]) {
        expect(part).not.toMatch(/undefined|null|NaN|Invalid|email\.|\{/);
        expect(part.trim()).not.toBe("");
      }
      expect(subject).not.toContain("\n");
    }
  });

  it("says when, by whom and why, in the organisation's time", () => {
    const near = composeEmail(message("deadline_near", everything), { locale: "zh-CN", name: "李娜" }, null);
    expect(near.subject).toBe("深圳市启明贸易有限公司：11-20 周五 18:00 前不处理将退回公海");
    expect(near.text).toContain("在此之前成交，客户就会留下");
    const one = { ...everything, count: 1 };
    const given = composeEmail(message("assigned", one), { locale: "en", name: "Li Na" }, null);
    expect(given.text).toContain(
      "王磊 assigned 深圳市启明贸易有限公司 to you.\nFollow up before Fri 20 Nov 18:00",
    );
    const dealt = { ...everything, by: "", pool: "华东公海" };
    const many = composeEmail(message("assigned", dealt), { locale: "zh-CN", name: "李娜" }, null);
    expect(many.subject).toBe("3 位客户已分派给你");
    expect(many.text).toContain("华东公海的 3 位客户已分派给你，深圳市启明贸易有限公司 是其中一位。");
    const lost = composeEmail(message("reclaimed", everything), { locale: "zh-TW", name: "李娜" }, null);
    expect(lost.subject).toBe("深圳市启明贸易有限公司 等 3 位客戶已退回公海");
  });

  it("says the rule itself, and what stops its clock", () => {
    const body = (params: NotificationParams, locale: Locale = "zh-CN") =>
      composeEmail(message("deadline_near", { ...everything, ...params }), { locale, name: "李娜" }, null)
        .text;
    const contract = { rule: "r1", since: "contract_end", amount: 30, unit: "days" };
    expect(body(contract)).toContain("规则：合同结束 30 天。");
    expect(body(contract)).not.toMatch(/成交|跟进，/);
    expect(body({ ...contract, ruleName: "到期客户" })).toContain("规则：到期客户。");
    expect(body({ rule: "r2", since: "intent_dropped", amount: 7, unit: "working_days" }, "zh-TW")).toContain(
      "規則：意願下降 7 個工作日。",
    );
    const first = { rule: "first_contact", since: "claimed", amount: 72, unit: "hours" };
    expect(body(first, "en")).toContain("No first follow-up within 72 hours of being claimed.");
    expect(body(first, "en")).toContain("Log a qualifying follow-up before then and the customer stays.");
    expect(body({ ...first, rule: "r3" }, "en")).not.toContain("Log ");
    const lost = composeEmail(
      message("reclaimed", { ...everything, ...contract, count: 1 }),
      { locale: "zh-CN", name: "李娜" },
      null,
    );
    expect(lost.text).toContain("规则：合同结束 30 天。");
    const several = message("reclaimed", { name: "A", count: 3 });
    expect(composeEmail(several, { locale: "zh-CN", name: "李娜" }, null).text).toContain("每位客户的原因");
  });

  it.each([
    ["zh-CN", "李娜的客户 A：11-20 周五 18:00 前不处理将退回公海", "李娜的客户 A 将在"],
    ["zh-TW", "李娜的客戶 A：11-20 週五 18:00 前未處理將退回公海", "李娜的客戶 A 將於"],
    ["en", "A, held by 李娜, goes back to the pool on Fri 20 Nov 18:00", "A, held by 李娜, goes back"],
  ] as const)("tells a manager whose customer it is, in %s", (locale, subject, said) => {
    const near = message("deadline_near", { ...everything, name: "A", owner: "李娜" });
    const mail = composeEmail(near, { locale, name: "王磊" }, null);
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(said);
  });

  it("links to the customer when the application's address is known", () => {
    const to = { locale: "en", name: "Li" } as const;
    const { text, html } = composeEmail(message("reclaimed", everything), to, "https://crm.example.com");
    expect(text).toContain("https://crm.example.com/customers/c1");
    expect(html).toContain('href="https://crm.example.com/customers/c1"');
    expect(composeEmail(message("reclaimed", everything), to, null).html).not.toContain("href");
  });

  it("shows a customer's name as text, never as markup or as a header", () => {
    const params = { ...everything, name: '<img src=x onerror="alert(1)">\r\nBcc: all@example.com' };
    const { subject, html } = composeEmail(message("assigned", params), { locale: "en", name: "<b>" }, null);
    expect(html).not.toMatch(/<img|<b>/);
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(subject).not.toMatch(/[\r\n]/);
  });
});
