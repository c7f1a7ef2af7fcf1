import type { Executor } from "@/db/client";
import type { Ctx } from "@/lib/context";

/** What a request acts with before anybody is known: the system, signing people in, now. */
export const systemCtx = (db: Executor): Ctx => ({
  db,
  actor: { kind: "system", job: "sign-in" },
  now: new Date(),
});
