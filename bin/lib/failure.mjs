// @ts-check
/** An error whose message is meant for the person at the terminal: no stack is printed. */
export class Failure extends Error {}

/**
 * Stops with a list of what is wrong.
 * @param {string[]} problems
 * @returns {never}
 */
export function fail(problems) {
  throw new Failure(problems.map((problem) => `  - ${problem}`).join("\n"));
}

/**
 * What to print for an error: the message of a Failure, the stack of anything else.
 * @param {unknown} error
 */
export function describeFailure(error) {
  if (error instanceof Failure) return `Can't go on:\n${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
