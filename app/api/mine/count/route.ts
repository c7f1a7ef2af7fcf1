import { countMine } from "@/lib/customers/count-mine";
import { readMineParams } from "@/lib/customers/list-schema";
import { withCtx } from "@/lib/route";

/** How many customers an address of "my customers" would show. */
export const GET = withCtx(async ({ ctx }, request) => {
  const params = readMineParams(Object.fromEntries(request.nextUrl.searchParams));
  const counts = await countMine(ctx, params);
  const count = { count: counts[params.view], about: false };
  return Response.json(count, { headers: { "cache-control": "no-store" } });
});
