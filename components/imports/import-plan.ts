import type { CountryCode } from "libphonenumber-js/max";
import type { Grade } from "@/db/enums";
import { type ImportTarget, JOINED_FIELDS } from "@/lib/imports/header-words";
import type { FilePreview } from "@/lib/imports/import-types";
import type { Mapping } from "@/lib/imports/rules";
import type { TableChoices } from "@/lib/imports/schema";
import type { ImportAsked } from "./use-import";

/** What a person has chosen for a file, beside how its table is read. */
export type Plan = {
  poolId: string;
  mapping: Mapping;
  country: CountryCode | null;
  defaultSource: string;
  defaultGrade: Grade;
  fillEmpty: boolean;
};

/** What keeps a plan from being tried: the column of the name, or a field that takes one column and has two. */
export type PlanProblem =
  | { code: "needPool" }
  | { code: "needName" }
  | { code: "twice"; field: ImportTarget };

/** The mapping as it is proposed. */
export const proposedMapping = (preview: FilePreview): Mapping =>
  Object.fromEntries(preview.proposals.map(({ header, field }) => [header, field]));

/** The mapping for a file that is read anew: what was set by hand holds where the header is still the same. */
export function carriedMapping(before: FilePreview, mapping: Mapping, preview: FilePreview): Mapping {
  const same = before.header.length === preview.header.length;
  return same && before.header.every((header, column) => header === preview.header[column])
    ? mapping
    : proposedMapping(preview);
}

/** What is still missing, or null. */
export function problemOf(plan: Plan): PlanProblem | null {
  if (plan.poolId === "") return { code: "needPool" };
  const fields = Object.values(plan.mapping).filter((field) => field !== null);
  if (!fields.includes("name")) return { code: "needName" };
  const joined = new Set<string>(JOINED_FIELDS);
  const twice = fields.find((field, at) => !joined.has(field) && fields.indexOf(field) !== at);
  return twice ? { code: "twice", field: twice } : null;
}

/** The plan as the server takes it. */
export function askedOf(plan: Plan, table: TableChoices, dryRun: boolean): ImportAsked {
  const { poolId, mapping, country, defaultSource, defaultGrade, fillEmpty } = plan;
  return {
    poolId,
    mapping,
    options: {
      ...{ table, defaultGrade, fillEmpty, dryRun },
      defaultSource: defaultSource.trim() || null,
      ...(country ? { country } : {}),
    },
  };
}

/** Whether two plans for one file would do the same. */
export const signatureOf = (plan: Plan, table: TableChoices): string =>
  JSON.stringify(askedOf(plan, table, false));
