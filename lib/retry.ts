const ROLLED_BACK = new Set(["40001", "40P01"]);
const LOST = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
]);

/** Whether work that failed may have been done: `rolledBack` surely not, `unknown` perhaps; null is another error. */
export function databaseFailure(error: unknown): "rolledBack" | "unknown" | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const code = "code" in cause ? String(cause.code) : "";
    if (ROLLED_BACK.has(code)) return "rolledBack";
    if (LOST.has(code)) return "unknown";
  }
  return null;
}

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 25;

/**
 * Tries up to three times: after a deadlock or a serialization failure always, after a lost connection only when
 * `repeatable`, because then nobody knows whether the commit arrived.
 */
export async function retrying<T>(repeatable: boolean, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const failure = databaseFailure(error);
      const again = failure === "rolledBack" || (failure === "unknown" && repeatable);
      if (!again || attempt === ATTEMPTS) throw error;
      const pause = FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random());
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}
