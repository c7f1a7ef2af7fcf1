// @ts-check
import { parentOf } from "./processes.mjs";

/**
 * Calls back once when we are asked to end: Ctrl-C, SIGTERM, a closed terminal, or the npm that runs us is gone
 * (npm's shell passes no signal on). A third signal ends the process at once.
 * @param {(reason: string) => void} callback
 */
export function onStopRequest(callback) {
  let requests = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      requests++;
      if (requests === 1) callback(signal);
      if (requests > 2) process.exit(130);
    });
  }
  watchParents(() => {
    requests++;
    if (requests === 1) callback("npm is gone");
  });
}

/**
 * Under npm we stand below a shell: the end of either, seen as a new parent, means that npm was killed.
 * @param {() => void} onGone
 */
function watchParents(onGone) {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const parent = process.ppid;
  const grandparent = parentOf(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && parentOf(parent) === grandparent) return;
    clearInterval(timer);
    onGone();
  }, 300);
  timer.unref();
}
