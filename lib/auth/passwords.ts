import { hash, verify } from "@node-rs/argon2";
import { DomainError } from "@/lib/errors";

// OWASP's second choice: 19 MiB, two passes, one lane, about 20 ms of a core. argon2id is the library's default.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 2;
const WAITING = 20;
const RETRY_SECONDS = 2;

// The hash of nothing anybody knows: an unknown account costs the same time as a known one.
const DUMMY = hash(crypto.randomUUID(), PARAMETERS);

type Gate = { running: number; waiting: (() => void)[] };
// On globalThis: every bundle of the application shares one gate per process.
const GATE = Symbol.for("gonghai.passwords");
const holder = globalThis as { [GATE]?: Gate };
holder[GATE] ??= { running: 0, waiting: [] };
const gate = holder[GATE];

async function throughGate<T>(work: () => Promise<T>): Promise<T> {
  if (gate.running >= AT_ONCE) {
    if (gate.waiting.length >= WAITING) {
      throw new DomainError("TOO_MANY_REQUESTS", { retryAfterSeconds: RETRY_SECONDS });
    }
    await new Promise<void>((go) => gate.waiting.push(go));
  } else gate.running++;
  try {
    return await work();
  } finally {
    const next = gate.waiting.shift();
    if (next) next();
    else gate.running--;
  }
}

/** The argon2id hash of a password. At most two hashes run at once and twenty wait, then TOO_MANY_REQUESTS. */
export function hashPassword(password: string): Promise<string> {
  return throughGate(() => hash(password, PARAMETERS));
}

/** Whether the password is the one of this hash; without a hash the same work is done, and the answer is no. */
export function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  return throughGate(async () => {
    const matches = await verify(stored ?? (await DUMMY), password);
    return matches && Boolean(stored);
  });
}
