import { z } from "zod";
import { DomainError } from "@/lib/errors";
import { findPeek } from "@/lib/pool-list/queries";
import { withCtx } from "@/lib/route";
import { toWire } from "@/lib/wire";

/** What may be known of a customer before it is claimed. */
export const GET = withCtx<{ id: string }>(async ({ ctx }, _, { id }) => {
  if (!z.uuid().safeParse(id).success) throw new DomainError("NOT_FOUND");
  const peek = await findPeek(ctx, id);
  if (!peek) throw new DomainError("NOT_FOUND");
  return new Response(toWire(peek), {
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
});
