import { type SQL, sql } from "drizzle-orm";
import type { Grade } from "@/db/enums";
import type { Ctx, TxCtx } from "@/lib/context";
import type { CustomValues } from "@/lib/custom-fields/types";
import { instant, uuids } from "@/lib/sql-values";
import type { Standing } from "./fill-empty";
import type { ImportedContact } from "./row-types";

type StandingRow = Record<string, unknown> & { id: string };

const text = (value: unknown): string | null => value as string | null;

const toStanding = (row: StandingRow): Standing => ({
  id: row.id,
  creditCode: text(row.credit_code),
  externalId: text(row.external_id),
  industry: text(row.industry),
  region: text(row.region),
  source: text(row.source),
  website: text(row.website),
  address: text(row.address),
  note: text(row.note),
  expectedValue: row.expected_value === null ? null : Number(row.expected_value),
  contractEndsOn: text(row.contract_ends_on),
  grade: row.grade as Grade,
  tags: row.tags as string[],
  extra: row.extra as Record<string, string> | null,
  custom: row.custom as CustomValues,
  contacts: (row.contacts ?? []) as ImportedContact[],
});

/** Locks the customers that meet a condition, ascending as every verb does, and answers how they stand. */
export const lockStanding = (ctx: TxCtx, ids: readonly string[], where: SQL): Promise<Standing[]> =>
  select(ctx, ids, where, sql`order by c.id for no key update of c`);

/** How the customers stand that meet a condition, without holding them. */
export const readStanding = (ctx: Ctx, ids: readonly string[], where: SQL): Promise<Standing[]> =>
  select(ctx, ids, where, sql``);

async function select(ctx: Ctx, ids: readonly string[], where: SQL, lock: SQL): Promise<Standing[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db.execute<StandingRow>(sql`
    select c.id, c.credit_code, c.external_id, c.industry, c.region, c.source, c.website, c.address, c.note, c.expected_value,
      c.contract_ends_on::text as contract_ends_on, c.grade, c.tags, c.extra, c.custom,
      (select jsonb_agg(jsonb_build_object('name', k.name, 'phone', k.phone, 'phoneE164', k.phone_e_164, 'email', k.email))
        from contacts k where k.customer_id = c.id) as contacts
    from customers c where c.id = any (${uuids(ids)}) and (${where}) ${lock}`);
  return rows.map(toStanding);
}

/** Writes how locked customers stand now. A grade that falls is marked, for the rules that count from there. */
export async function writeStanding(ctx: TxCtx, after: readonly Standing[]): Promise<void> {
  if (after.length === 0) return;
  const rows = after.map(({ contacts: _contacts, ...facts }) => facts);
  await ctx.db.execute(sql`
    update customers c set credit_code = v."creditCode", external_id = v."externalId", industry = v.industry, region = v.region,
      source = v.source, website = v.website, address = v.address, note = v.note, expected_value = v."expectedValue",
      contract_ends_on = v."contractEndsOn", tags = v.tags, extra = nullif(v.extra, 'null'), custom = v.custom, grade = v.grade,
      grade_dropped_at = case when v.grade > c.grade then ${instant(ctx.now)} when v.grade < c.grade then null else c.grade_dropped_at end,
      edited_at = greatest(${instant(ctx.now)}, c.edited_at + interval '1 ms')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v (id uuid, "creditCode" text, "externalId" text, industry text,
      region text, source text, website text, address text, note text, "expectedValue" bigint, "contractEndsOn" date, tags text[],
      extra jsonb, custom jsonb, grade text)
    where c.id = v.id`);
}
