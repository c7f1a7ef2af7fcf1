import type { Executor } from "@/db/client";
import { qualitySettings } from "@/db/schema/quality";
import { COMPLETENESS_FIELDS, DEFAULT_GONE_AFTER, DEFAULT_WEIGHTS, type Weights } from "./rules";
import type { QualitySettings } from "./types";

/** Stored weights, each field that they don't name by its own default. */
const weightsOf = (stored: Readonly<Record<string, number>> | null): Weights =>
  Object.fromEntries(
    COMPLETENESS_FIELDS.map((field) => [field, stored?.[field] ?? DEFAULT_WEIGHTS[field]]),
  ) as Weights;

/** What the organisation has settled about the quality of its data, or what holds until it does. */
export async function readSettings(db: Executor): Promise<QualitySettings> {
  const { weights, goneAfter } = qualitySettings;
  const [row] = await db.select({ weights, goneAfter }).from(qualitySettings).limit(1);
  return { weights: weightsOf(row?.weights ?? null), goneAfter: row?.goneAfter ?? DEFAULT_GONE_AFTER };
}
