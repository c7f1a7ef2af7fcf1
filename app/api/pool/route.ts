import { listPool } from "@/lib/customers/list-pool";
import { readPoolParams } from "@/lib/customers/list-schema";
import { withCtx } from "@/lib/route";
import { toWire } from "@/lib/wire";

/** The next page of a pool's list: the parameters of the page's own address, and `cursor`. */
export const GET = withCtx(async ({ ctx }, request) => {
  const params = readPoolParams(Object.fromEntries(request.nextUrl.searchParams));
  const page = await listPool(ctx, params);
  return new Response(toWire(page), {
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
});
