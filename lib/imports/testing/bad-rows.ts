import type { ImportField } from "@/lib/imports/header-words";
import type { RowProblem } from "@/lib/imports/row-types";

const long = (length: number) => "字".repeat(length);

type Bad = [field: ImportField, problem: RowProblem, texts: string[]];

/** Cells that no customer can be made of, by what is wrong with them. */
export const BAD_CELLS: Bad[] = [
  [
    "name",
    "missing_name",
    ["", " ", "\u200B", "\u3000\u3000", "-", "—", "/", "***", "#N/A", "无", "未知", "NULL"],
  ],
  ["name", "too_long", [long(201), `e${"\u0301".repeat(1_000)}`, "x".repeat(30_000)]],
  ["name", "broken_text", ["海\uFFFD", "\uFFFD\uFFFD\uFFFD", "\uFFFD有限公司"]],
  [
    "phone",
    "phone_masked",
    ["138****1234", "138●●●●1234", "138••••1234", "13800138000/139****0000", "138xxxx1234", "*1234"],
  ],
  ["phone", "phone_scientific", ["1.38E+10", "1.38e10", "1E+10", "1,38E+10"]],
  [
    ...(["phone", "phone_not_a_number"] as const),
    [
      "13800138000(王)",
      "没有电话",
      "tel",
      "见附件",
      "=CALL(1)",
      "a@b.com",
      "<b>13800138000</b>",
      "13800138000元",
      "１３８字",
    ],
  ],
  ["phone", "phone_too_short", ["12345", "1380", "1", "138 00", "13800138000/12345"]],
  ["phone", "phone_too_long", ["1380013800013800", "13800138000138001380", "0".repeat(40)]],
  [
    "phone",
    "phone_invalid",
    ["12345678901", "23800138000", "00000000000", "11111111111", "+1 000 000 0000", "+999 12345678"],
  ],
  [
    ...(["email", "email_invalid"] as const),
    [
      ...[
        "x",
        "a@b",
        "@example.com",
        "a@",
        "a@@example.com",
        "a..b@example.com",
        ".a@example.com",
        "a.@example.com",
      ],
      ...[
        "a@-example.com",
        "a@example-.com",
        "a@example.c",
        "a@example.123",
        "a@[127.0.0.1]",
        "<a@example.com>",
      ],
      ...[
        "a@exa_mple.com",
        "a@.com",
        "a@com.",
        "a@example..com",
        "javascript:alert(1)",
        `${"a".repeat(65)}@example.com`,
      ],
      ...['"a"@example.com', "a@example.com@example.com", "a＠", "http://a@example.com/"],
    ],
  ],
  [
    "creditCode",
    "credit_code_length",
    ["1", "9144030070846113", "91440300708461136TT", "统一社会信用代码", "91440300-70846113"],
  ],
  [
    "creditCode",
    "credit_code_character",
    ["91440300708461136O", "91440300708461136I", "9144030070846113SS", "91440300708461136é"],
  ],
  [
    "creditCode",
    "credit_code_checksum",
    ["914403007084611360", "91440300708461136A", "000000000000000001", "91110000000000000X"],
  ],
  ["tags", "too_long", [long(41), `好,${long(41)}`]],
  ["tags", "too_many_tags", [Array.from({ length: 21 }, (_, n) => `t${n}`).join()]],
  ["note", "too_long", [long(5_001)]],
  ["address", "too_long", [long(501)]],
  ["region", "too_long", [long(101)]],
  ["industry", "too_long", [long(201)]],
  ["source", "too_long", [long(101)]],
  ["externalId", "too_long", [long(101)]],
  ["contactName", "too_long", [long(101)]],
  ["contactTitle", "too_long", [long(101)]],
  ["wechat", "too_long", [long(101)]],
  ["website", "too_long", [`http://a.com/${"x".repeat(500)}`]],
  ["contactName", "broken_text", ["\uFFFD", "张\uFFFD"]],
  ["note", "broken_text", ["第一行\n\uFFFD"]],
  ["address", "broken_text", ["上海\uFFFD路"]],
  [
    ...(["expectedValue", "field_value"] as const),
    [
      "很多",
      "-1",
      "1e309",
      "NaN",
      "Infinity",
      "12,34",
      "1.2.3",
      "=1+1",
      "三万",
      "99999999999999999999",
      "1 000 元左右",
      "0x10",
    ],
  ],
  [
    ...(["contractEndsOn", "field_value"] as const),
    [
      ...[
        "明年",
        "2027-02-30",
        "2027-13-01",
        "2027-00-10",
        "0000-00-00",
        "30/2/2027",
        "2027-1",
        "2027",
        "10000-01-01",
      ],
      ...[
        "2027-01-01T25:00",
        "民國113年13月1日",
        "民国一一三年",
        "20271332",
        "5月2日",
        "1/1/27",
        "#REF",
        "2027-01-01;2028-01-01",
      ],
    ],
  ],
];
