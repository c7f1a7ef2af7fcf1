import { sql } from "drizzle-orm";
import type { Role } from "@/db/enums";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";
import { authorize, may } from "@/lib/permissions";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { PolicyDocument } from "@/lib/policies/schema";
import { otherAdmins } from "./other-admins";
import { settleThreshold } from "./settle-threshold";

const MOST = 100;

type Due = {
  id: string;
  revision: number;
  pool_id: string;
  pool_name: string;
  base_version: number;
  document: unknown;
  note: string;
  user_id: string;
  role: Role;
  team_id: string | null;
  gone: boolean;
};

/** Publishes the draft as the person who set its hour would, with all that may be refused to him. */
async function publish(ctx: Ctx, due: Due): Promise<void> {
  const actor = { kind: "user" as const, id: due.user_id, role: due.role, teamId: due.team_id };
  if (due.gone || !may(actor, "policies.publish")) throw new DomainError("USER_INACTIVE");
  const read = PolicyDocument.safeParse(due.document);
  if (!read.success) throw new DomainError("INVALID_INPUT", { field: "document" });
  await publishPolicy(
    { ...ctx, actor },
    {
      ...{ poolId: due.pool_id, baseVersion: due.base_version, document: read.data, note: due.note },
      draft: { draftId: due.id, revision: due.revision },
    },
  );
}

/** Takes the hour from the draft and says why; false when somebody else has been at it. */
async function unschedule(ctx: Ctx, due: Due, why: DomainError): Promise<boolean> {
  return inTx(ctx, async (ctx) => {
    const taken = await ctx.db.execute(sql`
      update policy_drafts set publish_at = null, scheduled_by_id = null
      where id = ${due.id}::uuid and revision = ${due.revision} and publish_at <= ${ctx.now.toISOString()}::timestamptz returning id`);
    if (taken.length === 0) return false;
    const told = why.code === "USER_INACTIVE" ? await otherAdmins(ctx) : [due.user_id];
    const { version = null, position = null } = why.params;
    const params = { pool: due.pool_name, poolId: due.pool_id, reason: why.code, version, position };
    const dedupeKey = `unscheduled:${due.id}:${due.revision}:${ctx.now.toISOString()}`;
    await notify(
      ctx,
      told.map((userId) => ({ userId, kind: "draft_unscheduled" as const, params, dedupeKey })),
    );
    announce(ctx, { kind: "policy_draft_changed", customers: null, owners: [], pools: [due.pool_id] });
    return true;
  });
}

/**
 * Publishes every draft whose hour has come, after a threshold of approval has settled whose hour has. One that is refused, because a newer version is in force, a rule doesn't
 * work any more, an approval is missing or its author has left, stays a draft without an hour, and its author is told
 * why. Running it twice publishes nothing twice.
 */
export async function publishScheduled(
  ctx: Ctx,
  _input: object,
): Promise<{ published: number; unscheduled: number }> {
  authorize(ctx.actor, "jobs.run");
  await settleThreshold(ctx);
  const due = await ctx.db.execute<Due>(sql`
    select d.id, d.revision, d.pool_id, pools.name as pool_name, d.base_version, d.document, d.note,
      u.id as user_id, u.role, u.team_id, u.deactivated_at is not null as gone
    from policy_drafts d join pools on pools.id = d.pool_id join users u on u.id = d.scheduled_by_id
    where d.publish_at <= ${ctx.now.toISOString()}::timestamptz order by d.publish_at, d.id limit ${MOST}`);
  let published = 0;
  let unscheduled = 0;
  const failed: unknown[] = [];
  for (const draft of due) {
    try {
      await publish(ctx, draft);
      published += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) failed.push(error);
      else if (await unschedule(ctx, draft, error)) unscheduled += 1;
    }
  }
  // The others have been published; this one is tried again in a minute.
  if (failed.length > 0) throw failed[0];
  return { published, unscheduled };
}
