import { expect, it } from "vitest";
import { readCspReport } from "./csp-report";

it("keeps what helps and drops queries, which may hold names", () => {
  const report = {
    "violated-directive": "script-src-elem",
    "blocked-uri": "https://evil.example/a.js?x=1",
    "document-uri": "https://crm.example/pool?q=%E5%BC%A0%E4%B8%89",
    "line-number": 3,
  };
  expect(readCspReport(JSON.stringify({ "csp-report": report }))).toEqual({
    directive: "script-src-elem",
    blocked: "https://evil.example/a.js",
    page: "https://crm.example/pool",
    source: "",
    line: 3,
  });
});

it.each(["", "{", "[]", '{"csp-report":7}', `{"csp-report":{"blocked-uri":"${"a".repeat(9000)}"}}`])(
  "%.20s is no report",
  (text) => {
    expect(readCspReport(text)).toBeNull();
  },
);
