import type { CountryCode } from "libphonenumber-js/max";
import type { Grade } from "@/db/enums";
import type { Destination, OnDuplicate } from "@/lib/imports/choices";
import { type ImportTarget, JOINED_FIELDS } from "@/lib/imports/header-words";
import type { FilePreview } from "@/lib/imports/import-types";
import type { Mapping } from "@/lib/imports/rules";
import type { ImportPlan, TableChoices } from "@/lib/imports/schema";

/** What a person has chosen for a file, beside how its table is read. */
export type Plan = {
  poolId: string;
  mapping: Mapping;
  country: CountryCode | null;
  defaultSource: string;
  defaultGrade: Grade;
  onDuplicate: OnDuplicate;
  samePhone: boolean;
  into: Destination;
  keepOrigin: boolean;
  zeros: Record<string, number>;
};

/** What keeps a plan from being tried: the column of the name, or a field that takes one column and has two. */
export type PlanProblem =
  | { code: "needPool" }
  | { code: "needName" }
  | { code: "twice"; field: ImportTarget };

/** The mapping as it is proposed. */
export const proposedMapping = (preview: FilePreview): Mapping =>
  Object.fromEntries(preview.proposals.map(({ header, field }) => [header, field]));

export const freshPlan = (preview: FilePreview, poolId: string): Plan => ({
  ...{ poolId, mapping: proposedMapping(preview), country: null, defaultSource: "", defaultGrade: "B" },
  ...{ onDuplicate: "fill", samePhone: false, into: "pool", keepOrigin: false, zeros: {} },
});

/** The plan of an import that was tried before. */
export const planOf = (stored: ImportPlan, preview: FilePreview, poolId: string): Plan => ({
  ...{ poolId, mapping: stored.mapping ?? proposedMapping(preview), country: stored.country ?? null },
  ...{ defaultSource: stored.defaultSource ?? "", defaultGrade: stored.defaultGrade },
  ...{
    onDuplicate: stored.onDuplicate,
    samePhone: stored.samePhone,
    into: stored.into,
    keepOrigin: stored.keepOrigin,
    zeros: stored.zeros,
  },
});

/** The mapping for a file that is read anew: what was set by hand holds where the header is still the same. */
export function carriedMapping(before: FilePreview, mapping: Mapping, preview: FilePreview): Mapping {
  const same = before.header.length === preview.header.length;
  return same && before.header.every((header, column) => header === preview.header[column])
    ? mapping
    : proposedMapping(preview);
}

/** The column that goes to a field, by its header. */
export const columnOf = (plan: Plan, ...fields: ImportTarget[]): string | null =>
  Object.entries(plan.mapping).find(([, field]) => field !== null && fields.includes(field))?.[0] ?? null;

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
export function askedOf(plan: Plan, table: TableChoices): ImportPlan {
  const { mapping, country, defaultSource, defaultGrade, onDuplicate, zeros } = plan;
  return {
    ...{ table, mapping, defaultGrade, onDuplicate, zeros },
    into: plan.into === "owners" && columnOf(plan, "owner") === null ? "pool" : plan.into,
    samePhone: plan.samePhone && columnOf(plan, "phone") !== null,
    keepOrigin: plan.keepOrigin && columnOf(plan, "createdAt", "createdBy") !== null,
    defaultSource: defaultSource.trim() || null,
    ...(country ? { country } : {}),
  };
}

/** Whether two plans for one file would do the same. */
export const signatureOf = (plan: Plan, table: TableChoices): string =>
  JSON.stringify([plan.poolId, askedOf(plan, table)]);
