// @ts-check
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { STATE } from "./paths.mjs";
import { readIfThere } from "./secrets.mjs";

/**
 * A place for the report that a test runner writes for us; it goes with this process, however the run ends.
 * @param {string} runner
 */
export function reportPlace(runner) {
  const folder = path.join(STATE, "reports");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${runner}-${process.pid}.json`);
  process.once("exit", () => rmSync(file, { force: true }));
  return {
    file,
    /** What the runner wrote, null when it wrote nothing. */
    read: () => {
      const text = readIfThere(file);
      return text ? JSON.parse(text) : null;
    },
  };
}
