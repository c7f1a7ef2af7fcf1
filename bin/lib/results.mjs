// @ts-check
import { stripVTControlCharacters } from "node:util";
import { readIfThere } from "./secrets.mjs";

/**
 * What failed, and why as far as the runner says.
 * @typedef {{ name: string, why: string }} TestFailure
 *
 * What a stage of the tests came to. A skipped test is neither passed nor failed.
 * @typedef {{ passed: number, failures: TestFailure[] }} Result
 *
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} VitestAssertion
 * @typedef {{ testResults?: { name: string, status: string, message?: string, assertionResults: VitestAssertion[] }[] }} VitestReport
 *
 * @typedef {{ errors?: { message?: string }[], attachments?: { name: string, path?: string }[] }} PlaywrightAttempt
 * @typedef {{ status: string, projectName: string, results?: PlaywrightAttempt[] }} PlaywrightTest
 * @typedef {{ title: string, ok: boolean, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ suites?: PlaywrightSuite[], errors?: { message?: string }[] }} PlaywrightReport
 */

/** How much of a reason, and of the page that a journey ended on, is worth repeating at the end. */
const MOST_LINES = 24;
const MOST_PAGE_LINES = 60;

/**
 * The beginning of a text, without colours, in so many lines.
 * @param {string} text
 * @param {number} [most]
 */
export function beginning(text, most = MOST_LINES) {
  return stripVTControlCharacters(text).split("\n").slice(0, most).join("\n").trimEnd();
}

/**
 * A runner that ended badly without naming a failed test still failed.
 * @param {Result} result
 * @param {string} runner
 * @param {number} code
 * @returns {Result}
 */
function withExitCode(result, runner, code) {
  if (code === 0 || result.failures.length > 0) return result;
  return { ...result, failures: [{ name: `${runner} ended with code ${code}`, why: "" }] };
}

/**
 * Counts a vitest JSON report; a file that could not be loaded counts as one failure.
 * @param {VitestReport | null} report null when none was written
 * @param {number} code the runner's exit code
 * @returns {Result}
 */
export function countVitest(report, code) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const failed = tests
    .filter((test) => test.status === "failed")
    .map((test) => ({
      name: test.fullName,
      why: beginning((test.failureMessages ?? []).join("\n")),
    }));
  const broken = files
    .filter(
      (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
    )
    .map((file) => ({
      name: `${file.name} could not run`,
      why: beginning(file.message ?? ""),
    }));
  const passed = tests.filter((test) => test.status === "passed").length;
  return withExitCode({ passed, failures: [...failed, ...broken] }, "vitest", code);
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {PlaywrightSpec[]}
 */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/**
 * The errors of a journey's last attempt, and the page that it ended on.
 * @param {PlaywrightTest} test
 */
function whyOf(test) {
  const last = test.results?.at(-1);
  const errors = (last?.errors ?? []).map(({ message }) => message ?? "").join("\n");
  const context = last?.attachments?.find(({ name }) => name === "error-context")?.path;
  const [, page = ""] = (context ? (readIfThere(context) ?? "") : "").split("# Page snapshot");
  return [beginning(errors), beginning(page.trim(), MOST_PAGE_LINES)].filter(Boolean).join("\n");
}

/**
 * Counts a Playwright JSON report: every journey once for each project; a flaky one has failed once and counts as failed.
 * @param {PlaywrightReport | null} report null when none was written
 * @param {number} code the runner's exit code
 * @returns {Result}
 */
export function countPlaywright(report, code) {
  const tests = (report?.suites ?? []).flatMap(specsOf).flatMap((spec) => {
    return spec.tests.map((test) => ({ name: `${test.projectName}: ${spec.title}`, test }));
  });
  const failed = tests
    .filter(({ test }) => ["unexpected", "flaky"].includes(test.status))
    .map(({ name, test }) => ({ name, why: whyOf(test) }));
  const errors = (report?.errors ?? []).map(({ message = "error" }) => ({
    name: `playwright: ${message.split("\n")[0]}`,
    why: beginning(message),
  }));
  const passed = tests.filter(({ test }) => test.status === "expected").length;
  return withExitCode({ passed, failures: [...failed, ...errors] }, "playwright", code);
}

/**
 * What failed, each with why, and at the end their names alone: of a long log the end is what people see.
 * @param {TestFailure[]} failures
 */
export function listed(failures) {
  const each = failures.map(({ name, why }) => `  ✗ ${name}\n${why.replaceAll(/^/gm, "      ")}`);
  return `${each.join("\n")}\nfailed:\n${failures.map(({ name }) => `  - ${name}`).join("\n")}`;
}

/**
 * The last line of `npm test`.
 * @param {Result[]} results
 */
export function summary(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0);
  return { failed, line: `${passed} passed, ${failed} failed` };
}
