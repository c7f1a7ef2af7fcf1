// @ts-check
import { describeFailure } from "./failure.mjs";
import { stopRunning } from "./run.mjs";
import { say } from "./say.mjs";
import { onStopRequest } from "./signals.mjs";

/** Thrown to leave the start-up when a stop was requested meanwhile. */
export class Stopped extends Error {}

/**
 * Holds what a command started, and stops it in the reverse order, once, whatever the reason.
 * @typedef {{ stop: () => void | Promise<void> }} Stoppable
 * @typedef {{ quiet?: boolean, codeWhenAsked?: number }} LifecycleOptions
 *   quiet: say nothing when stopping; codeWhenAsked: the exit code after a signal
 */
export class Lifecycle {
  /** @type {Stoppable[]} */
  #resources = [];
  /** @type {Set<Promise<unknown>>} */
  #pending = new Set();
  /** @type {Promise<never> | undefined} */
  #stopping;
  #quiet;
  /** The very last line to print, when there is one. */
  lastWords = "";

  /** @param {LifecycleOptions} [options] */
  constructor({ quiet = false, codeWhenAsked = 130 } = {}) {
    this.#quiet = quiet;
    onStopRequest((reason) => void this.stop(reason, codeWhenAsked));
  }

  get stopping() {
    return this.#stopping !== undefined;
  }

  /** @param {Stoppable} resource */
  keep(resource) {
    this.#resources.push(resource);
  }

  /**
   * Starts something that must be stopped. A stop that comes in between waits for it, so that nothing is left over.
   * @template {Stoppable} T
   * @param {() => Promise<T>} starter
   * @returns {Promise<T>}
   */
  async start(starter) {
    this.checkpoint();
    const starting = starter().then((resource) => {
      this.keep(resource);
      return resource;
    });
    this.#pending.add(starting);
    try {
      return await starting;
    } finally {
      this.#pending.delete(starting);
      this.checkpoint();
    }
  }

  /** Leaves the start-up when a stop was requested. */
  checkpoint() {
    if (this.#stopping) throw new Stopped();
  }

  /**
   * Stops everything and ends the process with a code.
   * @param {string} reason
   * @param {number} code
   * @returns {Promise<never>}
   */
  stop(reason, code) {
    this.#stopping ??= this.#stopAll(reason, code);
    return this.#stopping;
  }

  /**
   * @param {string} reason
   * @param {number} code
   * @returns {Promise<never>}
   */
  async #stopAll(reason, code) {
    const quiet = this.#quiet || this.#resources.length + this.#pending.size === 0;
    if (!quiet) say(`stopping (${reason}) …`);
    await stopRunning();
    await Promise.allSettled(this.#pending);
    for (const resource of this.#resources.reverse()) {
      try {
        await resource.stop();
      } catch (error) {
        say(describeFailure(error));
      }
    }
    if (!quiet) say("stopped");
    if (this.lastWords) process.stdout.write(`${this.lastWords}\n`);
    process.exit(code);
  }
}

/**
 * Runs a command to its end: stops what it started, prints why it failed, ends with its code.
 * @param {(life: Lifecycle) => Promise<number>} command
 * @param {LifecycleOptions} [options]
 */
export async function runCommand(command, options) {
  const life = new Lifecycle(options);
  try {
    const code = await command(life);
    await life.stop("done", code);
  } catch (error) {
    // The stop that threw us out of the start-up ends the process itself.
    if (life.stopping) return;
    console.error(describeFailure(error));
    await life.stop("failed", 1);
  }
}
