// @ts-check
/** @type {NodeJS.WriteStream} */
let stream = process.stdout;

// A closed terminal or pipe must not turn a clean stop into a crash.
for (const output of [process.stdout, process.stderr]) output.on("error", () => {});

/** Sends progress to standard error, for commands whose standard output is an answer. */
export function sayOnStandardError() {
  stream = process.stderr;
}

/** @param {string} text */
function dim(text) {
  return stream.isTTY && !process.env.NO_COLOR ? `\x1b[2m${text}\x1b[0m` : text;
}

/**
 * Prints a line of progress, after the seconds since the process began.
 * @param {string} message
 */
export function say(message) {
  const seconds = process.uptime().toFixed(1).padStart(5);
  stream.write(`${dim(`[${seconds}s]`)} ${message}\n`);
}

/**
 * Prints a line of somebody else's output behind the name of who wrote it.
 * @param {string} name
 * @param {string} line
 */
export function sayFor(name, line) {
  stream.write(`${dim(`${name.padEnd(8)}|`)} ${line}\n`);
}

/**
 * Says what begins, a sign of life every ten seconds, and how long it took.
 * @template T
 * @param {string} doing
 * @param {string} done
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function sayWhile(doing, done, work) {
  const began = performance.now();
  const took = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  say(`${doing} …`);
  const heartbeat = setInterval(() => say(`  still ${doing} (${took()})`), 10_000);
  try {
    const result = await work();
    say(`${done} (${took()})`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
