import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { ActionOptions, ActionResult } from "./action-result";
import { findCtx, type SignedIn } from "./auth/require-ctx";
import { systemCtx } from "./auth/system-ctx";
import type { Ctx } from "./context";
import { database } from "./database";
import { env } from "./env";
import { DomainError } from "./errors";
import { failure } from "./failure";
import { fieldErrors } from "./field-errors";
import { isSameOrigin } from "./origin";
import { retrying } from "./retry";
import { refuseUnstorable } from "./unstorable";

type Action<S extends z.ZodType, T> = (
  input: z.input<S>,
  options?: ActionOptions,
) => Promise<ActionResult<T>>;

const KEY = /^[\w-]{8,64}$/;

/** The one try/catch around verbs: everything that goes wrong becomes a value, but for Next's own control flow. */
async function atTheEdge<T>(name: string, work: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    const { APP_URL, TRUST_PROXY } = env();
    if (!isSameOrigin(await headers(), { appUrl: APP_URL, trustProxy: TRUST_PROXY })) {
      throw new DomainError("BAD_ORIGIN");
    }
    return await work();
  } catch (error) {
    unstable_rethrow(error);
    return failure(error, name);
  }
}

function keyOf(options: ActionOptions | undefined): string | undefined {
  const key: unknown = options?.key;
  if (key === undefined) return undefined;
  if (typeof key !== "string" || !KEY.test(key)) throw new DomainError("INVALID_INPUT", { field: "key" });
  return key;
}

/**
 * Makes a server action of a verb: same origin, signed in, valid input, then `run`; conflicts of transactions are
 * tried again. Call it as `someAction(input)` or, safe to repeat, `someAction(input, { key })`.
 */
export function action<S extends z.ZodType, T>(
  schema: S,
  run: (ctx: SignedIn["ctx"], input: z.output<S>, session: SignedIn) => Promise<T>,
): Action<S, T> {
  return (given, options) =>
    atTheEdge(run.name || "action", async () => {
      const session = await findCtx();
      if (!session) throw new DomainError("UNAUTHENTICATED");
      refuseUnstorable(given);
      const input = schema.safeParse(given);
      if (!input.success) return invalid(input.error, given);
      const operationKey = keyOf(options);
      const ctx = operationKey ? { ...session.ctx, operationKey } : session.ctx;
      const data = await retrying(operationKey !== undefined, () => run(ctx, input.data, session));
      return { ok: true, data };
    });
}

/** A server action for somebody who is not signed in yet; it runs as the system, so its verb must take that with care. */
export function openAction<S extends z.ZodType, T>(
  schema: S,
  run: (ctx: Ctx, input: z.output<S>) => Promise<T>,
): Action<S, T> {
  return (given) =>
    atTheEdge(run.name || "action", async () => {
      refuseUnstorable(given);
      const input = schema.safeParse(given);
      if (!input.success) return invalid(input.error, given);
      const ctx = systemCtx(database().db);
      return { ok: true, data: await retrying(false, () => run(ctx, input.data)) };
    });
}

const invalid = (error: z.ZodError, given: unknown) =>
  ({ ok: false, error: "INVALID_INPUT", params: {}, fields: fieldErrors(error, given) }) as const;
