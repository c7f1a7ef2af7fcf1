// @ts-check
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && "code" in error ? error.code : undefined);

/**
 * Whether a process with this id exists, a zombie included.
 * @param {number} pid
 */
export function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/**
 * Whether a process runs; one that ended and that its parent has not collected yet does not.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!exists(pid)) return false;
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true;
  }
}

/**
 * One column of `ps`, where there is no /proc.
 * @param {number} pid
 * @param {string} column
 */
function askPs(pid, column) {
  try {
    return execFileSync("ps", ["-o", `${column}=`, "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "";
  }
}

/**
 * The fields of /proc/<pid>/stat after the command's name, or null outside Linux.
 * @param {number} pid
 */
function procStat(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/**
 * The command line of a process, empty when it is gone.
 * @param {number} pid
 */
export function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return process.platform === "linux" ? "" : askPs(pid, "command");
  }
}

/**
 * When a process began, as an opaque text: with the id it names one process for good.
 * @param {number} pid
 */
export function birthOf(pid) {
  const stat = procStat(pid);
  return stat ? (stat[19] ?? "") : askPs(pid, "lstart");
}

/**
 * The parent of a process on Linux, undefined elsewhere or when it is gone.
 * @param {number} pid
 */
export function parentOf(pid) {
  const parent = procStat(pid)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/**
 * Waits until a condition holds; false when it does not in time.
 * @param {() => boolean | Promise<boolean>} condition
 * @param {number} milliseconds
 * @param {number} [every]
 */
export async function waitFor(condition, milliseconds, every = 50) {
  const end = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  return true;
}
