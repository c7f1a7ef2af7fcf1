import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { countPlaywright, countVitest, listed, summary } from "./results.mjs";

const file = (status: string, ...tests: string[]) => ({
  name: "a.test.ts",
  status,
  assertionResults: tests.map((test, index) => ({
    status: test,
    fullName: `test ${index}`,
    failureMessages: test === "failed" ? [`\u001b[31mexpected ${index}\u001b[39m\n  at a line`] : [],
  })),
});

const namesOf = ({ failures }: { failures: { name: string }[] }) => failures.map(({ name }) => name);

test("vitest: passed and failed are counted, skipped and todo are neither", () => {
  const report = {
    testResults: [file("failed", "passed", "passed", "failed", "skipped", "todo", "pending")],
  };
  expect(countVitest(report, 1)).toEqual({
    passed: 2,
    failures: [{ name: "test 2", why: "expected 2\n  at a line" }],
  });
});

test("vitest: a file that could not be loaded is a failure", () => {
  const report = { testResults: [{ ...file("failed"), message: "no such import" }] };
  expect(countVitest(report, 1).failures).toEqual([
    { name: "a.test.ts could not run", why: "no such import" },
  ]);
});

test("vitest: a bad end without a failed test, or without a report, is a failure", () => {
  expect(countVitest({ testResults: [file("passed", "passed")] }, 1)).toEqual({
    passed: 1,
    failures: [{ name: "vitest ended with code 1", why: "" }],
  });
  expect(countVitest(null, 1).failures).toHaveLength(1);
});

const spec = (title: string, ...statuses: string[]) => ({
  title,
  ok: true,
  tests: statuses.map((status, index) => ({ status, projectName: index === 0 ? "desktop" : "phone" })),
});

test("playwright: each project counts, flaky is failed, skipped is neither", () => {
  const report = {
    suites: [
      {
        title: "a.spec.ts",
        specs: [spec("claim", "expected", "unexpected")],
        suites: [
          { title: "group", specs: [spec("release", "flaky", "skipped"), spec("import", "expected")] },
        ],
      },
    ],
  };
  const counted = countPlaywright(report, 1);
  expect(counted.passed).toBe(2);
  expect(namesOf(counted)).toEqual(["phone: claim", "desktop: release"]);
});

test("playwright: an error outside a test is a failure", () => {
  const report = { suites: [], errors: [{ message: "no tests found\nstack" }] };
  expect(countPlaywright(report, 1).failures).toEqual([
    { name: "playwright: no tests found", why: "no tests found\nstack" },
  ]);
});

test("playwright: what failed says its error and the page that it ended on", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "results-"));
  const context = path.join(folder, "error-context.md");
  const page = Array.from({ length: 100 }, (_, n) => `- row ${n}`);
  writeFileSync(context, ["# Test", "# Page snapshot", "", ...page].join("\n"));
  const attempt = {
    errors: [{ message: "no such row" }],
    attachments: [{ name: "error-context", path: context }],
  };
  const test = { status: "unexpected", projectName: "phone", results: [attempt] };
  const report = { suites: [{ title: "a.spec.ts", specs: [{ title: "claim", ok: false, tests: [test] }] }] };
  const [failure] = countPlaywright(report, 1).failures;
  expect(failure?.why.split("\n").slice(0, 3)).toEqual(["no such row", "- row 0", "- row 1"]);
  expect(failure?.why.split("\n")).toHaveLength(61);
  rmSync(folder, { recursive: true });
});

test("what failed is listed with why, and its names last", () => {
  const failures = [
    { name: "a", why: "one\ntwo" },
    { name: "b", why: "" },
  ];
  expect(listed(failures).split("\n")).toEqual([
    ...["  ✗ a", "      one", "      two", "  ✗ b", "      "],
    ...["failed:", "  - a", "  - b"],
  ]);
});

test("the last line adds all up", () => {
  const results = [
    { passed: 4, failures: [] },
    {
      passed: 10,
      failures: [
        { name: "a", why: "" },
        { name: "b", why: "" },
      ],
    },
  ];
  expect(summary(results)).toEqual({ failed: 2, line: "14 passed, 2 failed" });
});
