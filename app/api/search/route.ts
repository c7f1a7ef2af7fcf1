import { SearchInput } from "@/lib/customers/schema";
import { searchCustomers } from "@/lib/customers/search-customers";
import { DomainError } from "@/lib/errors";
import { withCtx } from "@/lib/route";

/** Customers by name, contact, phone or credit code, as far as the asker may see them: `q`. */
export const GET = withCtx(async ({ ctx }, request) => {
  const input = SearchInput.safeParse({ q: request.nextUrl.searchParams.get("q") ?? "" });
  if (!input.success) throw new DomainError("INVALID_INPUT", { field: "q" });
  return Response.json(await searchCustomers(ctx, input.data), { headers: { "cache-control": "no-store" } });
});
