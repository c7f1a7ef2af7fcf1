import { sql } from "drizzle-orm";
import type { CustomerState } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { uuids } from "@/lib/sql-values";
import type { Comparable } from "./features";

/** A customer as it is compared, and where it stands. */
export type Loaded = Comparable & { state: CustomerState };

type Row = {
  id: string;
  state: CustomerState;
  name: string;
  credit_code: string | null;
  region: string | null;
  address: string | null;
  website: string | null;
  contacts: { name: string | null; e164: string | null; typed: string | null; email: string | null }[] | null;
};

const FEWEST_DIGITS = 7;

/** A number that only its own town can dial is compared by its digits. */
function phoneOf(e164: string | null, typed: string | null): string | null {
  if (e164) return e164;
  const digits = (typed ?? "").replace(/\D/g, "");
  return digits.length >= FEWEST_DIGITS ? digits : null;
}

/** Reads what is compared of these customers, in no order. */
export async function loadCustomers(ctx: Ctx, ids: readonly string[]): Promise<Loaded[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db.execute<Row>(sql`
    select c.id, c.state, c.name, c.credit_code, c.region, c.address, c.website,
      (select json_agg(json_build_object('name', k.name, 'e164', k.phone_e_164, 'typed', k.phone, 'email', k.email))
        from contacts k where k.customer_id = c.id) as contacts
    from customers c where c.id = any (${uuids(ids)})`);
  return rows.map((row) => ({
    ...{ id: row.id, state: row.state, name: row.name, creditCode: row.credit_code, region: row.region },
    ...{ address: row.address, website: row.website },
    contacts: (row.contacts ?? []).map(({ name, e164, typed, email }) => ({
      ...{ name, email, phone: phoneOf(e164, typed) },
    })),
  }));
}
