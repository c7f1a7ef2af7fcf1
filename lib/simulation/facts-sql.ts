import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { GRADES, INTENTS, STAGES } from "@/db/enums";
import { customers } from "@/db/schema/customers";
import { PUTS_BACK, UNMADE } from "@/lib/ledger/unmade-sql";
import { texts } from "@/lib/sql-values";
import { type Asked, EDITED, type Edited } from "./asked";

const COLUMN: Partial<Record<Edited, string>> = { creditCode: "credit_code" };
const KNOWN_INTENTS = INTENTS.filter((intent) => intent !== "unknown");

/** The edits of one field of the customer `k`, up to the instant of the stretch `s` or after it. */
const editsOf = (field: Edited, when: "until" | "after"): SQL => sql`
  edits e where e.customer_id = k.id and e.at ${sql.raw(when === "until" ? "<=" : ">")} s.at and e.changes ? ${sql.raw(`'${field}'`)}`;
const told = (field: Edited, which: "from" | "to"): SQL => sql.raw(`e.changes -> '${field}' -> '${which}'`);

/** A fact that was found as JSON: that there was none is an answer too. */
const asText = (json: SQL): SQL => sql`(${json} #>> '{}')`;

/** What stood there before the next edit, or stands there still. */
function textThen(field: Edited): SQL {
  const column = sql.raw(`k.${COLUMN[field] ?? field}`);
  return asText(
    sql`coalesce((select ${told(field, "from")} from ${editsOf(field, "after")} order by e.at limit 1), to_jsonb(${column}))`,
  );
}

/** An edit keeps tags as one line. */
const TAGS_THEN = sql`coalesce((select coalesce(string_to_array(e.changes #>> '{tags,from}', ', '), '{}'::text[])
  from ${editsOf("tags", "after")} order by e.at limit 1), k.tags)`;

/** A deal makes the stage won without an edit; before the first deal of which no edit tells, it was new. */
const STAGE_THEN = asText(sql`coalesce(
  (select y.v from (select e.at, ${told("stage", "to")} as v from ${editsOf("stage", "until")}
    union all select d.at, '"won"'::jsonb from deals d where d.customer_id = k.id and d.at <= s.at) y order by y.at desc limit 1),
  (select y.v from (select e.at, ${told("stage", "from")} as v from ${editsOf("stage", "after")}
    union all select d.at, '"new"'::jsonb from deals d where d.customer_id = k.id and d.at > s.at) y order by y.at limit 1),
  to_jsonb(k.stage))`);

const STAGE_CHANGED = sql`(select max(z.at) from (
  select y.at, y.v, lag(y.v) over (order by y.at) as was from (
    select e.at, ${told("stage", "to")} as v from ${editsOf("stage", "until")}
    union all select d.at, '"won"'::jsonb from deals d where d.customer_id = k.id and d.at <= s.at) y) z
  where z.v is distinct from z.was)`;

/** When it last fell, unless it has risen since. */
const droppedThen = (field: Edited, order: readonly string[]): SQL => sql`
  (select case when array_position(${texts(order)}, e.changes #>> ${sql.raw(`'{${field},to}'`)})
      > array_position(${texts(order)}, e.changes #>> ${sql.raw(`'{${field},from}'`)}) then e.at end
    from ${editsOf(field, "until")} order by e.at desc limit 1)`;

const OWNERS_THEN = sql`(select count(*) from tenures o where o.customer_id = k.id and o.start_version <= s.start_version
  and coalesce(o.end_kind, '') not in ${UNMADE} and o.start_kind not in ('reclaim_undone', 'merge_returned'))`;
const BOUNCES_THEN = sql`(select count(*) filter (where o.end_version <= s.start_version and o.end_kind in ('released', 'reclaimed', 'departed'))
  - count(*) filter (where o.start_kind = 'reclaim_undone') from tenures o where o.customer_id = k.id and o.start_version <= s.start_version)`;
const POOLED_THEN = sql`(select max(v.at) from events v where v.customer_id = k.id and v.version <= s.start_version
  and v.to_state = 'pooled' and v.kind not in ${UNMADE} and v.kind not in ${PUTS_BACK})`;

/** So many follow-ups of the tenure that count since its stage last went forward or a deal was made. */
export const sinceProgress = (
  counts: SQL,
): SQL => sql`(select count(*) from follow_ups f where f.tenure_id = s.tenure_id and f.at <= s.at and ${counts}
  and f.at > coalesce(greatest(s.deal_at, (select max(e.at) from edits e where e.customer_id = s.customer_id
    and e.at >= s.started_at and e.at <= s.at and e.changes ? 'stage'
    and 'lost' not in (e.changes #>> '{stage,from}', e.changes #>> '{stage,to}')
    and array_position(${texts(STAGES)}, e.changes #>> '{stage,to}') > array_position(${texts(STAGES)}, e.changes #>> '{stage,from}'))),
    '-infinity'))`;

/** The columns of a customer that differ between then and today, and what they were, over `k` and `s`. */
function changedColumns({ fields, clocks }: Asked): (readonly [column: string, value: SQL])[] {
  const texted = EDITED.filter((field) => fields.has(field)).map((field) => {
    const value = field === "stage" ? STAGE_THEN : field === "tags" ? TAGS_THEN : textThen(field);
    return [COLUMN[field] ?? field, value] as const;
  });
  const derived = [
    [clocks.has("stage_change") || fields.has("sinceStageChange"), "stage_changed_at", STAGE_CHANGED],
    [
      ...([clocks.has("grade_dropped") || fields.has("sinceGradeDropped"), "grade_dropped_at"] as const),
      droppedThen("grade", GRADES),
    ],
    [
      ...([clocks.has("intent_dropped") || fields.has("sinceIntentDropped"), "intent_dropped_at"] as const),
      droppedThen("intent", KNOWN_INTENTS),
    ],
    [fields.has("ownerCount"), "owner_count", OWNERS_THEN],
    [fields.has("bounceCount"), "bounce_count", BOUNCES_THEN],
    [fields.has("sincePooled"), "pooled_at", POOLED_THEN],
  ] as const;
  return [
    ...texted,
    ...derived.flatMap(([asked, column, value]) => (asked ? [[column, value] as const] : [])),
  ];
}

/** Joins the customer `c` as it was at the instant of the stretch `s`, as far as the rules ask for it. */
export function customerThen(asked: Asked): SQL {
  const changed = new Map(changedColumns(asked));
  if (changed.size === 0) return sql`join customers c on c.id = s.customer_id`;
  const columns = Object.keys(getTableColumns(customers)).map((key) => {
    const name = toSnakeCase(key);
    const then = changed.get(name);
    return then ? sql`${then} as ${sql.identifier(name)}` : sql`k.${sql.identifier(name)}`;
  });
  // Each fact is read once, however often it is asked for, and what nobody asks for isn't: that is what the offset does.
  return sql`join customers k on k.id = s.customer_id cross join lateral (select ${sql.join(columns, sql`, `)} offset 0) c`;
}
