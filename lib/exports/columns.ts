import type { ListName } from "@/db/enums";
import type { CustomValue } from "@/db/schema/customers";
import { CUSTOM_PREFIX } from "@/lib/conditions/fields";
import type { MineListParams, PoolListParams } from "@/lib/customers/list-schema";
import type { MineRow, PoolRow } from "@/lib/customers/types";
import { MINE_DEFAULT, POOL_DEFAULT } from "@/lib/views/columns";
import type { ExportWords } from "./words";

/** What stands in a cell: a text, a number, or nothing. */
export type Cell = string | number | null;
export type ExportColumn<Row> = { heading: string; cell: (row: Row) => Cell };

type Shared = Pick<
  PoolRow,
  "name" | "grade" | "stage" | "intent" | "region" | "industry" | "source" | "tags" | "contact" | "more"
>;

/** What both lists can show. */
const shared = (w: ExportWords): Record<string, (row: Shared) => Cell> => ({
  region: (row) => row.region,
  industry: (row) => row.industry,
  source: (row) => row.source,
  stage: (row) => w.stage(row.stage),
  intent: (row) => w.intent(row.intent),
  tags: (row) => row.tags.join(w.comma),
  contact: (row) => row.contact?.name ?? null,
  phone: (row) => row.contact?.phone ?? null,
  expectedValue: (row) => (row.more.expectedValue === null ? null : w.amount(row.more.expectedValue)),
  contractEndsOn: (row) => row.more.contractEndsOn,
  creditCode: (row) => row.more.creditCode,
  website: (row) => row.more.website,
  createdAt: (row) => w.instant(row.more.createdAt),
});

const ofPool = (w: ExportWords): Record<string, (row: PoolRow) => Cell> => ({
  ...shared(w),
  owner: (row) => row.lastOwnerName,
  held: (row) => row.ownerCount,
  result: (row) => (row.lastOutcome ? w.outcome(row.lastOutcome) : null),
  reason: (row) => w.entry(row.entered),
  entered: (row) => w.instant(row.enteredAt),
  lastFollowUp: (row) => w.instant(row.lastFollowUpAt),
  bounces: (row) => row.bounceCount,
});

const ofMine = (w: ExportWords): Record<string, (row: MineRow) => Cell> => ({
  ...shared(w),
  owner: (row) => row.owner.name,
  due: (row) => w.instant(row.dueAt),
  why: (row) => (row.dueRule ? w.rule(row.dueRule) : null),
  last: (row) => w.instant(row.qualifiedAt),
  next: (row) => [w.instant(row.nextStepAt), row.nextStep].filter(Boolean).join(" ") || null,
  amount: (row) => (row.won ? w.amount(row.won.amount, row.won.currency) : null),
  heldSince: (row) => w.instant(row.heldSince),
  pool: (row) => row.pool.name,
});

function own<Row extends { more: { custom: Record<string, CustomValue> } }>(
  w: ExportWords,
  id: string,
): ExportColumn<Row> | null {
  const field = w.fields.find(({ key }) => CUSTOM_PREFIX + key === id);
  if (!field) return null;
  return { heading: field.label, cell: (row) => w.own(field, row.more.custom[field.key] ?? null) };
}

function columnsOf<Row extends Shared>(
  w: ExportWords,
  list: ListName,
  ids: readonly string[],
  cells: Record<string, (row: Row) => Cell>,
): ExportColumn<Row>[] {
  const first: ExportColumn<Row>[] = [
    { heading: w.heading(list, "customer"), cell: (row) => row.name },
    { heading: w.heading(list, "grade"), cell: (row) => row.grade },
  ];
  const rest = ids.flatMap((id): ExportColumn<Row>[] => {
    const cell = Object.hasOwn(cells, id) ? cells[id] : undefined;
    const column = cell ? { heading: w.heading(list, id), cell } : own<Row>(w, id);
    return column ? [column] : [];
  });
  return [...first, ...rest];
}

/** The columns of the pool's list as it is looked at, or as it opens. */
export const poolColumns = (
  w: ExportWords,
  { cols }: Pick<PoolListParams, "cols">,
): ExportColumn<PoolRow>[] => columnsOf(w, "pool", cols?.map(({ id }) => id) ?? POOL_DEFAULT, ofPool(w));

/** The columns of held customers as they are looked at, or as they open. */
export const mineColumns = (
  w: ExportWords,
  { cols }: Pick<MineListParams, "cols">,
): ExportColumn<MineRow>[] => columnsOf(w, "mine", cols?.map(({ id }) => id) ?? MINE_DEFAULT, ofMine(w));
