import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { heldCustomers } from "@/lib/deadlines/held-customers";
import { authorize } from "@/lib/permissions";
import { addMs } from "@/lib/time";
import { getPolicy } from "./queries";
import {
  diffPolicies,
  emptiesBook,
  NOTICE_MS,
  noticeFor,
  type PolicyWarning,
  warnAboutDocument,
} from "./rules";
import type { PreviewPolicyInput } from "./schema";
import { type PersonFacts, readTally, startTally, tallyCustomer } from "./tally-preview";
import type { PolicyPreview, PreviewPerson } from "./types";

async function readPeople(ctx: Ctx, poolId: string): Promise<Map<string, PersonFacts>> {
  const rows = await ctx.db.execute<{ id: string; name: string; holding_cap: number | null }>(sql`
    select id, name, holding_cap from users
    where id in (select owner_id from customers where pool_id = ${poolId}::uuid and state = 'owned')`);
  return new Map(rows.map((row) => [row.id, { name: row.name, ownCap: row.holding_cap }]));
}

const emptiedBooks = (people: readonly PreviewPerson[]): PolicyWarning[] =>
  people.flatMap(({ userId, name, hit, was, held }) =>
    hit > was && emptiesBook(hit, held) ? [{ code: "EMPTIES_BOOK" as const, userId, name, hit, held }] : [],
  );

/**
 * Says whom a draft of a pool's rules would hit if it were published now, compared with the version in force. Computed
 * from the stored facts of every held customer with the rules that the sweep uses; nothing is written.
 */
export async function previewPolicy(ctx: Ctx, input: PreviewPolicyInput): Promise<PolicyPreview> {
  authorize(ctx.actor, "policies.publish");
  const inForce = await getPolicy(ctx, { poolId: input.poolId });
  const [org] = await ctx.db.execute<{ time_zone: string }>(sql`select time_zone from organizations limit 1`);
  const noticeUntil = addMs(ctx.now, NOTICE_MS);
  const tally = startTally({
    ...{ now: ctx.now, timeZone: org?.time_zone ?? "UTC", noticeUntil, inForce },
    draft: { document: input.document, grace: noticeFor(inForce, input.document, ctx.now) },
    people: await readPeople(ctx, input.poolId),
  });
  for await (const batch of heldCustomers(ctx.db, input.poolId)) {
    for (const held of batch) tallyCustomer(tally, held);
  }
  const counted = readTally(tally);
  return {
    ...{ poolId: input.poolId, baseVersion: inForce.version, noticeUntil: noticeUntil.toISOString() },
    ...counted,
    changes: diffPolicies(inForce.document, input.document),
    warnings: [...warnAboutDocument(input.document), ...emptiedBooks(counted.people)],
  };
}
