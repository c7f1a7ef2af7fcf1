import { eq } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema/webhooks";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { urlProblem } from "./address-rules";
import { allowsPrivate } from "./deliver-webhooks";

/** Locks an endpoint and reads it; NOT_FOUND when there is none. */
export async function requireEndpoint(ctx: TxCtx, endpointId: string) {
  const [endpoint] = await ctx.db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, endpointId))
    .for("no key update");
  if (!endpoint) throw new DomainError("NOT_FOUND", { what: "endpoint" });
  return endpoint;
}

/** INVALID_INPUT, with the problem, for an address that nothing is ever sent to. */
export function requireUrl(url: string): void {
  const problem = urlProblem(url, allowsPrivate());
  if (problem) throw new DomainError("INVALID_INPUT", { field: "url", problem });
}
