// @ts-check
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Everything that `next build` reads. */
const SOURCES = [
  ...["app", "components", "db", "jobs", "lib", "public"],
  ...[
    "next.config.ts",
    "postcss.config.mjs",
    "tsconfig.json",
    "package-lock.json",
    "proxy.ts",
    "instrumentation.ts",
    "instrumentation-client.ts",
  ],
];
const NOT_BUILT = /(\.test\.tsx?|\.sql)$|(^|\/)db\/(seed|testing|migrations)(\/|$)/;

/**
 * The files below a path in a stable order, with forward slashes; none when it does not exist.
 * @param {string} root
 * @param {string} name
 * @returns {string[]}
 */
function filesBelow(root, name) {
  if (NOT_BUILT.test(name)) return [];
  const stat = statSync(path.join(root, name), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [name];
  const names = readdirSync(path.join(root, name)).sort();
  return names.flatMap((entry) => filesBelow(root, `${name}/${entry}`));
}

/**
 * A hash over all that a build depends on: sources, settings that are built in, and Node.
 * @param {string} root
 * @param {import("./env.mjs").Env} [env]
 */
export function sourceHash(root, env = {}) {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((source) => filesBelow(root, source))) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(path.join(root, file)));
  }
  for (const name of Object.keys(env)
    .filter((key) => key.startsWith("NEXT_PUBLIC_"))
    .sort()) {
    hash.update(`${name}=${env[name]}\0`);
  }
  hash.update(`${process.versions.modules} ${process.platform} ${process.arch}`);
  return hash.digest("hex");
}
