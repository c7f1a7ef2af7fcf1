import { countPool } from "@/lib/customers/count-pool";
import { readPoolParams } from "@/lib/customers/list-schema";
import { withCtx } from "@/lib/route";

/** How many customers an address of the pool would show. */
export const GET = withCtx(async ({ ctx }, request) => {
  const params = readPoolParams(Object.fromEntries(request.nextUrl.searchParams));
  return Response.json(await countPool(ctx, params), { headers: { "cache-control": "no-store" } });
});
