import { z } from "zod";
import { CUSTOM_PREFIX } from "@/lib/conditions/fields";
import { isFieldKey } from "@/lib/custom-fields/field-key";

/** What a list can show beside the name, which always stands first. */
export const POOL_COLUMNS = [
  ...["region", "industry", "source", "phone", "owner", "held", "result", "reason", "entered"],
  ...["stage", "intent", "tags", "contact", "lastFollowUp", "bounces", "expectedValue", "contractEndsOn"],
  ...["creditCode", "website", "createdAt"],
] as const;

export const MINE_COLUMNS = [
  ...["owner", "due", "why", "last", "next", "stage", "amount"],
  ...["region", "industry", "source", "intent", "tags", "contact", "phone", "heldSince", "pool"],
  ...["expectedValue", "contractEndsOn", "creditCode", "website", "createdAt"],
] as const;

export type PoolColumn = (typeof POOL_COLUMNS)[number];
export type MineColumn = (typeof MINE_COLUMNS)[number];

/** What is shown while nobody has chosen. */
export const POOL_DEFAULT = POOL_COLUMNS.slice(0, 9);
export const MINE_DEFAULT = MINE_COLUMNS.slice(0, 7);

/** A column that somebody chose: `custom.<key>` is one of the organisation's own fields; without a width it has its own. */
export type ColumnChoice = { id: string; width: number | null };

const MOST_COLUMNS = 40;
export const LEAST_WIDTH = 48;
export const MOST_WIDTH = 600;

const isKnown = (id: string, known: readonly string[]): boolean =>
  known.includes(id) || (id.startsWith(CUSTOM_PREFIX) && isFieldKey(id.slice(CUSTOM_PREFIX.length)));

/** Reads `region,industry-120,custom.f_ab12cd34`; what it doesn't know is left out. Undefined when nothing is chosen. */
export function readColumns(text: string, known: readonly string[]): ColumnChoice[] | undefined {
  const chosen = new Map<string, ColumnChoice>();
  for (const part of text.split(",")) {
    const [, id = "", width] = /^([\w.]+?)(?:-(\d{1,4}))?$/.exec(part.trim()) ?? [];
    if (!isKnown(id, known) || chosen.size >= MOST_COLUMNS) continue;
    const px = width ? Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Number(width))) : null;
    chosen.set(id, { id, width: px });
  }
  return chosen.size > 0 ? [...chosen.values()] : undefined;
}

/** The columns as an address holds them. */
export const writeColumns = (columns: readonly ColumnChoice[] | undefined): string | undefined =>
  columns?.map(({ id, width }) => (width === null ? id : `${id}-${width}`)).join(",");

const choice = z.object({ id: z.string(), width: z.number().nullable() });

/** The columns of an address, as it has them or as they were read before; never fails. */
export const columnsOf = (known: readonly string[]) =>
  z
    .union([z.string().max(2_000), z.array(choice)])
    .optional()
    .catch(undefined)
    .transform((given) =>
      given === undefined
        ? undefined
        : readColumns(typeof given === "string" ? given : (writeColumns(given) ?? ""), known),
    );
