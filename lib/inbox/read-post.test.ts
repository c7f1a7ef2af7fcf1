import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { byOurFields, proposeField, withProposals } from "@/lib/forms/mapping";
import { headerText, readMail } from "./read-mail";
import { readPost } from "./read-post";

const bytes = (text: string) => new TextEncoder().encode(text);

/** What becomes of a post, by our fields. */
async function oursOf(body: Uint8Array | string, contentType: string) {
  const read = await readPost(typeof body === "string" ? bytes(body) : body, contentType);
  return read ? byOurFields(read.values, withProposals({}, Object.keys(read.values))) : null;
}

const MIXED = [
  ...[
    "From: =?UTF-8?B?5p2O5aic?= <li@qiming.example>",
    "Subject: =?gb18030?B?0a+82w==?=",
    "Message-ID: <42@mail>",
  ],
  ...["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="outer"', "", "--outer"],
  ...['Content-Type: multipart/alternative; boundary="inner"', "", "--inner"],
  ...["Content-Type: text/html; charset=utf-8", "", "<p>in HTML</p>", "--inner"],
  ...["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", ""],
  ...[
    "=E5=85=AC=E5=8F=B8=EF=BC=9A=E6=B7=B1=E5=9C=B3=E5=90=AF=E6=98=8E",
    "Need 200 units, =",
    "soon",
    "--inner--",
  ],
  ...[
    "--outer",
    "Content-Type: text/plain",
    "Content-Disposition: attachment; filename=a.txt",
    "",
    "secret",
    "--outer--",
    "",
  ],
].join("\r\n");

describe("a post in each format", () => {
  it.each([
    [
      "JSON",
      '{"company":"启明贸易","name":"李娜","mobile":"13800001234","message":"要报价"}',
      "application/json",
    ],
    [
      "JSON within JSON",
      '{"data":{"lead":{"company":"启明贸易","name":"李娜","phone":"13800001234"}},"message":"要报价"}',
      "application/json; charset=utf-8",
    ],
    [
      "a form",
      "company=%E5%90%AF%E6%98%8E%E8%B4%B8%E6%98%93&name=%E6%9D%8E%E5%A8%9C&mobile=13800001234&message=%E8%A6%81%E6%8A%A5%E4%BB%B7",
      "application/x-www-form-urlencoded",
    ],
    [
      "a form in parts",
      [
        "--b",
        'Content-Disposition: form-data; name="公司名称"',
        "",
        "启明贸易",
        "--b",
        'Content-Disposition: form-data; name="姓名"',
        "",
        "李娜",
        "--b",
        'Content-Disposition: form-data; name="电话"',
        "",
        "13800001234",
        "--b",
        'Content-Disposition: form-data; name="留言"',
        "",
        "要报价",
        "--b--",
        "",
      ].join("\r\n"),
      "multipart/form-data; boundary=b",
    ],
    [
      "an e-mail that a form wrote",
      "From: forms@site.example\r\nSubject: \r\nContent-Type: text/plain; charset=utf-8\r\n\r\n公司名称：启明贸易\r\n姓名: 李娜\r\n手机：13800001234\r\n\r\n要报价\r\n",
      "message/rfc822",
    ],
  ])("%s", async (_, body, type) => {
    expect(await oursOf(body, type)).toMatchObject({
      ...{
        name: "启明贸易",
        contactName: "李娜",
        phone: "13800001234",
        note: expect.stringContaining("要报价"),
      },
    });
  });

  it("a text as somebody has sent it", async () => {
    const text = "公司：启明贸易\n手机：13800001234\n要报价，两百台";
    expect(await oursOf(text, "text/plain; charset=utf-8")).toEqual({
      ...{ name: "启明贸易", phone: "13800001234", note: "要报价，两百台" },
    });
    const page = "<style>p{}</style><p>公司：启明贸易</p><p>要<b>报价</b></p><script>alert(1)</script>";
    expect(await oursOf(page, "text/html")).toEqual({ name: "启明贸易", note: "要报价" });
    expect(await oursOf("hello, please call", "text/plain")).toEqual({ note: "hello, please call" });
  });

  it("an e-mail with parts, encodings and an attachment", async () => {
    const mail = readMail(bytes(MIXED));
    expect(mail).toMatchObject({ from: "李娜 <li@qiming.example>", subject: "询价", messageId: "<42@mail>" });
    expect(mail?.text).toBe("公司：深圳启明\r\nNeed 200 units, soon");
    const ours = await oursOf(MIXED, "message/rfc822");
    expect(ours).toMatchObject({ name: "深圳启明", email: "li@qiming.example" });
    expect(ours?.note).toContain("Need 200 units, soon");
    expect(JSON.stringify(ours)).not.toContain("secret");
    expect((await readPost(bytes(MIXED), "message/rfc822"))?.ticket).toBe("<42@mail>");
  });

  it.each(["gb18030", "big5", "windows-1252"])("an e-mail in %s", (charset) => {
    const text =
      charset === "windows-1252" ? "Café für 20 €" : charset === "big5" ? "詢價二百台" : "询价二百台";
    const head = bytes(`From: a@b.example\r\nContent-Type: text/plain; charset="${charset}"\r\n\r\n`);
    expect(readMail(Buffer.concat([head, iconv.encode(text, charset)]))?.text).toBe(text);
  });

  it.each([
    [
      "as one service posts it",
      {
        sender: "li@qiming.example",
        from: "李娜 <li@qiming.example>",
        subject: "询价",
        "body-plain": "公司：启明贸易\n请报价",
        "Message-Id": "<7@x>",
      },
    ],
    [
      "as another does",
      {
        From: "李娜 <li@qiming.example>",
        Subject: "询价",
        TextBody: "公司：启明贸易\n请报价",
        MessageID: "7",
      },
    ],
    [
      "whole, in one field",
      {
        "body-mime":
          "From: 李娜 <li@qiming.example>\nSubject: 询价\nMessage-ID: <7@x>\n\n公司：启明贸易\n请报价",
      },
    ],
  ])("a mail taken apart, %s", async (_, values) => {
    const ours = { name: "启明贸易", email: "li@qiming.example", note: "请报价\n询价" };
    const json = await oursOf(JSON.stringify(values), "application/json");
    expect(json).toMatchObject({ name: ours.name, email: ours.email });
    expect(json?.note).toContain("请报价");
    const form = await oursOf(
      new URLSearchParams(values as Record<string, string>).toString(),
      "application/x-www-form-urlencoded",
    );
    expect(form).toMatchObject({ name: ours.name, email: ours.email });
    expect((await readPost(bytes(JSON.stringify(values)), "application/json"))?.ticket).toBeTruthy();
  });

  it.each([
    ["broken JSON", "{", "application/json"],
    ["a JSON that is a word", '"hello"', "application/json"],
    ["a form without its boundary", "x", "multipart/form-data"],
    ["nothing", "", ""],
    ["a picture", "\u0089PNG\r\n\u001a\n", "image/png"],
    ["a text of nothing", " \n ", "text/plain"],
    ["bytes that call themselves a text", "a\u0000b", "text/plain; charset=utf-8"],
  ])("%s is none", async (_, body, type) => {
    expect(await readPost(bytes(body), type)).toBeNull();
  });

  it("takes no hostile size or depth for more than it needs", async () => {
    const deep = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`;
    const wide = JSON.stringify(
      Object.fromEntries(
        Array.from({ length: 5_000 }, (_, n) => [`k${n}`, "v".repeat(10_000).slice(0, 100)]),
      ),
    );
    const before = process.cpuUsage();
    expect(await readPost(bytes(deep), "application/json")).not.toBeUndefined();
    expect(
      Object.keys((await readPost(bytes(wide), "application/json"))?.values ?? {}).length,
    ).toBeLessThanOrEqual(200);
    const nested = `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n".repeat(20_000)}`;
    expect(readMail(bytes(nested))?.from).toBe("a@b.example");
    expect(readMail(bytes(`From: a\r\n\r\n${"<".repeat(500_000)}`))?.from).toBe("a");
    expect(
      readMail(bytes(`From: a\r\nContent-Type: text/html\r\n\r\n${"<script".repeat(60_000)}`))?.from,
    ).toBe("a");
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(10_000_000);
    const proto = await readPost(
      bytes('{"__proto__":{"polluted":"1"},"constructor":"2"}'),
      "application/json",
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(proto).not.toBeNull();
  });

  it("takes lines of blanks, a sender of blanks and lines without end for no more than their length", async () => {
    const before = process.cpuUsage();
    const mail = (head: string, body: string) => `From: a@b.example\r\n${head}Subject: x\r\n\r\n${body}`;
    const blanks = `${`${" ".repeat(498)}x\n`.repeat(2_000)}公司：太后`;
    expect((await readPost(bytes(mail("", blanks)), "message/rfc822"))?.values).not.toHaveProperty("公司");
    const letters = `Reply-To: a${" ".repeat(900_000)}b\r\n`;
    expect((await readPost(bytes(mail(letters, "hi")), "message/rfc822"))?.values.text).toBe("hi");
    const many = await readPost(bytes(mail("", "a:b\n".repeat(250_000))), "message/rfc822");
    expect(many?.values.text).toHaveLength(5_000);
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(10_000_000);
  });
});

describe("names", () => {
  it.each([
    ...[
      ["company", "name"],
      ["公司名称", "name"],
      ["name", "contactName"],
      ["your-name", "contactName"],
      ["手机", "phone"],
    ],
    ...[
      ["E-Mail", "email"],
      ["contact.phone", "phone"],
      ["统一社会信用代码", "creditCode"],
      ["message", "note"],
      ["省份", "region"],
    ],
    ...[
      ["utm_source", null],
      ["csrf_token", null],
      ["序号", null],
      ["owner", null],
    ],
  ] as const)("%s means %s", (name, field) => {
    expect(proposeField(name)).toBe(field);
  });

  it("stay as a person has decided", () => {
    expect(withProposals({ name: "name", phone: null }, ["name", "phone", "公司"])).toEqual({
      name: "name",
      phone: null,
      公司: "name",
    });
    expect(byOurFields({ x: "1", name: "甲" }, { name: "name", x: null })).toEqual({
      name: "甲",
      note: "x: 1",
    });
  });

  it("of a header in several character sets are read", () => {
    expect(headerText("=?UTF-8?Q?Caf=C3=A9?= =?UTF-8?B?5p2O?= x")).toBe("Café李 x");
    expect(headerText("=?nonsense?B?YQ==?=")).toBe("a");
  });
});
