// @ts-check
import { spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { Failure } from "./failure.mjs";
import { isRoot } from "./postgres-binaries.mjs";

/**
 * @typedef {object} Browser
 * @property {string} from where it comes from, for the one who reads the log
 * @property {string[]} args
 * @property {string} [executablePath] none when Playwright finds its own
 * @property {Record<string, string>} [env]
 */

const require = createRequire(import.meta.url);
const CALM = [
  ...["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
  ...["--disable-sync", "--font-render-hinting=none"],
];
const COMMANDS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/** The sandbox needs rights that root and containers don't have; the GPU and /dev/shm are often missing there. */
function launchArguments() {
  const noSandbox = isRoot || process.env.CI ? ["--no-sandbox"] : [];
  const linux = process.platform === "linux" ? ["--disable-gpu", "--disable-dev-shm-usage"] : [];
  return [...noSandbox, ...linux, ...CALM];
}

/** @param {string | undefined} file */
function isExecutable(file) {
  try {
    if (file) accessSync(file, constants.X_OK);
    return Boolean(file);
  } catch {
    return false;
  }
}

/** A Chrome, Chromium or Edge of the system. */
function systemBrowser() {
  const onPath = COMMANDS.flatMap((name) =>
    (process.env.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, name)),
  );
  const onWindows = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => {
    const folder = process.env[name];
    return folder ? [path.join(folder, "Google/Chrome/Application/chrome.exe")] : [];
  });
  return [...onPath, ...APPLICATIONS, ...onWindows].find(isExecutable);
}

/**
 * Whether `npx playwright install` has put a browser there; headless runs use the headless shell beside it.
 * @param {string} managed
 */
function isManagedThere(managed) {
  const shell = managed.replace(/chromium-(\d+)/, "chromium_headless_shell-$1");
  return isExecutable(managed) || existsSync(path.dirname(path.dirname(shell)));
}

/**
 * Writes a file by way of a draft: a killed run leaves nothing half written.
 * @param {string} file
 * @param {Buffer} content
 */
function writeWhole(file, content) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o755 });
  renameSync(draft, file);
}

/** @param {string} modules */
function cacheFolder(modules) {
  try {
    const folder = path.join(modules, ".cache");
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return mkdtempSync(path.join(os.tmpdir(), "gonghai-browser-"));
  }
}

/**
 * The Chromium inside the npm package, unpacked once (about 3 s); null when the package is not installed.
 * @returns {Browser | null}
 */
function packagedBrowser() {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const name = "@sparticuz/chromium";
  /** @type {string} */
  let entry;
  try {
    entry = require.resolve(name);
  } catch {
    return null;
  }
  const root = entry.slice(0, entry.lastIndexOf(name) + name.length);
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const folder = path.join(cacheFolder(path.resolve(root, "../..")), `chromium-${version}`);
  const executablePath = path.join(folder, "chromium");
  if (!isExecutable(executablePath)) {
    mkdirSync(folder, { recursive: true });
    writeWhole(executablePath, zlib.brotliDecompressSync(readFileSync(path.join(root, "bin/chromium.br"))));
  }
  const env = missesLibraries(executablePath) ? withOwnLibraries(root, folder) : undefined;
  return { from: `${name} ${version}`, executablePath, args: launchArguments(), ...(env ? { env } : {}) };
}

/** @param {string} executable */
function missesLibraries(executable) {
  return /not found/.test(spawnSync("ldd", [executable], { encoding: "utf8" }).stdout ?? "");
}

/**
 * NSS, NSPR and expat from the package, for systems without them.
 * @param {string} root
 * @param {string} folder
 */
function withOwnLibraries(root, folder) {
  if (!existsSync(path.join(folder, "lib"))) {
    const archive = path.join(folder, `libraries.${process.pid}.tar`);
    writeFileSync(archive, zlib.brotliDecompressSync(readFileSync(path.join(root, "bin/al2023.tar.br"))));
    const { status } = spawnSync("tar", ["-xf", archive, "-C", folder]);
    rmSync(archive);
    if (status !== 0) throw new Failure("  - The browser's libraries could not be unpacked (tar failed).");
  }
  const known = Object.entries(process.env).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  );
  const search = [path.join(folder, "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return { ...Object.fromEntries(known), LD_LIBRARY_PATH: search };
}

/**
 * The Chromium for the journeys: E2E_BROWSER, Playwright's own, one of the system, or the one in the npm package.
 * @param {{ executablePath: () => string }} chromium Playwright's
 * @returns {Browser}
 */
export function resolveBrowser(chromium) {
  const args = launchArguments();
  const named = process.env.E2E_BROWSER;
  if (named) return { from: "E2E_BROWSER", executablePath: named, args };
  if (isManagedThere(chromium.executablePath())) return { from: "Playwright", args };
  const system = systemBrowser();
  if (system) return { from: system, executablePath: system, args };
  const packaged = packagedBrowser();
  if (packaged) return packaged;
  throw new Failure(
    "  - There is no browser for the journeys. Run `npx playwright install chromium`, install Chrome, " +
      "or set E2E_BROWSER to the path of one.",
  );
}
