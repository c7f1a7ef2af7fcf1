import { eq, sql } from "drizzle-orm";
import { customFields } from "@/db/schema/custom-fields";
import { CUSTOM_PREFIX } from "@/lib/conditions/fields";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { POLICY_LOCK } from "@/lib/ledger/lock-reps";
import { authorize } from "@/lib/permissions";
import { fieldIn, lockFields } from "./lock-fields";
import type { FieldInput } from "./schema";
import type { FieldRow } from "./types";

/** Refuses while the rules in force of an open pool ask for the field; nobody publishes others until the caller has committed. */
async function refuseAsked(ctx: TxCtx, { key, label }: FieldRow): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
  const [asking] = await ctx.db.execute<{ name: string; id: string }>(sql`
    select pools.name, pools.id from pools
    cross join lateral (select document from policies where pool_id = pools.id order by version desc limit 1) p
    where pools.archived_at is null
      and jsonb_path_exists(p.document, '$.**.field ? (@ == $asked)', jsonb_build_object('asked', ${CUSTOM_PREFIX + key}::text))
    order by pools.position, pools.id limit 1`);
  if (asking) throw new DomainError("FIELD_IS_ASKED", { label, pool: asking.name, poolId: asking.id });
}

/**
 * Takes a field out of use: its values stay and are read, nobody fills it any more, and no stage needs it. FIELD_IS_ASKED
 * while the rules of a pool ask for it.
 */
export async function retireField(ctx: Ctx, input: FieldInput): Promise<{ fieldId: string }> {
  authorize(ctx.actor, "fields.manage");
  return inTx(ctx, async (ctx) => {
    const field = fieldIn(await lockFields(ctx), input.fieldId);
    if (!field.retired) {
      await refuseAsked(ctx, field);
      await ctx.db
        .update(customFields)
        .set({ retiredAt: ctx.now, editedAt: ctx.now })
        .where(eq(customFields.id, field.id));
    }
    return { fieldId: field.id };
  });
}
