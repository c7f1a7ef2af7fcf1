import { describe, expect, it } from "vitest";
import type { ImportField } from "./header-words";
import { customerOf, readRow, reasonsOf } from "./testing/read-row";

const long = (length: number) => "字".repeat(length);

describe("a row is refused", () => {
  it.each<[Partial<Record<ImportField, string>>, string[]]>([
    [{ name: "" }, ["name:missing_name"]],
    [{ name: " \u200B " }, ["name:missing_name"]],
    [{ name: "NA" }, ["name:missing_name"]],
    [{ name: long(201) }, ["name:too_long"]],
    [{ name: `e${"\u0301".repeat(1000)}` }, ["name:too_long"]],
    [{ name: "海\uFFFD" }, ["name:broken_text"]],
    [
      { name: "", phone: "138****1234", email: "x" },
      ["phone:phone_masked", "email:email_invalid", "name:missing_name"],
    ],
    [{ address: long(501) }, ["address:too_long"]],
    [{ note: long(5001) }, ["note:too_long"]],
    [{ region: long(101) }, ["region:too_long"]],
    [{ industry: long(201) }, ["industry:too_long"]],
    [{ source: long(101) }, ["source:too_long"]],
    [{ externalId: long(101) }, ["externalId:too_long"]],
    [{ contactName: long(101) }, ["contactName:too_long"]],
    [{ contactTitle: long(101) }, ["contactTitle:too_long"]],
    [{ wechat: long(101) }, ["wechat:too_long"]],
    [{ website: `http://a.com/${"x".repeat(500)}` }, ["website:too_long"]],
    [{ tags: long(41) }, ["tags:too_long"]],
    [{ tags: Array.from({ length: 21 }, (_, index) => `t${index}`).join() }, ["tags:too_many_tags"]],
    [{ creditCode: "9144030070846113" }, ["creditCode:credit_code_length"]],
    [{ creditCode: "91440300708461136O" }, ["creditCode:credit_code_character"]],
    [{ creditCode: "914403007084611360" }, ["creditCode:credit_code_checksum"]],
    [{ phone: "138****1234" }, ["phone:phone_masked"]],
    [{ phone: "13800138000/139****0000" }, ["phone:phone_masked"]],
    [{ phone: "1.38E+10" }, ["phone:phone_scientific"]],
    [{ phone: "13800138000(王)" }, ["phone:phone_not_a_number"]],
    [{ phone: "12345" }, ["phone:phone_too_short"]],
    [{ phone: "1380013800013800" }, ["phone:phone_too_long"]],
    [{ phone: "12345678901" }, ["phone:phone_invalid"]],
    [{ phone: "13800138000/123" }, []],
    [{ phone: "13800138000/12345" }, ["phone:phone_too_short"]],
  ])("%j", (cells, expected) => {
    expect(reasonsOf(cells)).toEqual(expected);
  });

  it.each([
    "x",
    "a@b",
    "@example.com",
    "a@",
    "a b@",
    "a@@example.com",
    "a..b@example.com",
    ".a@example.com",
    "a@-example.com",
    "a@example.c",
    "a@example.123",
    "a@[127.0.0.1]",
    "<a@example.com>",
    '"a b"@example.com',
    "javascript:alert(1)@example.com",
    `${"a".repeat(65)}@example.com`,
    "08/31/2013",
  ])("for the e-mail %s", (email) => {
    expect(reasonsOf({ email })).toContain("email:email_invalid");
  });

  it.each([
    ["a@example.com", ["a@example.com"]],
    ["A@Example.com;b@example.com，a@example.com", ["A@Example.com", "b@example.com"]],
    ["mailto:a@example.com", ["a@example.com"]],
    ["用户@例子.公司", ["用户@例子.公司"]],
    ["a+b@sub.example.co.uk\nc@example.com", ["a+b@sub.example.co.uk", "c@example.com"]],
    ["ａ＠ｅｘａｍｐｌｅ.com", ["a@example.com"]],
  ])("but not for %s", (email, expected) => {
    expect(customerOf({ email }).contacts.map((contact) => contact.email)).toEqual(expected);
  });

  it.each([
    "javascript:alert(1)",
    "ftp://a.com",
    "file:///etc/passwd",
    "http://user@a.com",
    "localhost",
    "data:text/html,x",
    "a b.com",
    "http://",
  ])("not for a website that is none, which is kept as text: %s", (website) => {
    expect(customerOf({ website })).toMatchObject({ website: null, extra: { website } });
  });

  it.each([
    ["example.com", "https://example.com"],
    ["HTTP://Example.com/a?b=c", "HTTP://Example.com/a?b=c"],
    ["example.com:8080/x", "https://example.com:8080/x"],
    ["例子.公司", "https://例子.公司"],
  ])("%s is the website %s", (website, address) => {
    expect(customerOf({ website }).website).toBe(address);
  });

  it.each(["A", "ａ", "a级", "重点客户", "A+"])("%s is grade A", (grade) => {
    expect(customerOf({ grade }).grade).toBe("A");
  });

  it("with a value quoted no longer than needed", () => {
    const result = readRow({ note: long(9000) });
    expect(result.ok ? 0 : (result.reasons[0]?.value.length ?? 0)).toBeLessThanOrEqual(121);
  });

  it("takes fields of exactly the length they may have", () => {
    expect(
      reasonsOf({ name: "𠮷".repeat(200), address: long(500), note: long(5000), tags: long(40) }),
    ).toEqual([]);
  });
});
