import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { countHit } from "@/lib/forms/count-hit";
import { seesAllContacts } from "@/lib/masking/rules";
import { requirePerson } from "@/lib/require-person";
import { DAY, HOUR } from "@/lib/time";
import type { StagedRow } from "./open-import";

/** How many phones a dry run compares for somebody in a day: a mask hides ten thousand, and an import leaves a trace. */
export const MOST_COMPARED = 100_000;
export const comparedKey = (userId: string): string => `compared:${userId}`;

const phonesIn = (rows: readonly StagedRow[]): number =>
  rows.reduce(
    (sum, { customer }) =>
      sum + (customer?.contacts.filter(({ phoneE164 }) => phoneE164 !== null).length ?? 0),
    0,
  );

/**
 * Counts the phones of rows that are compared with what is there and not entered: each answers whether it is among what is
 * masked. TOO_MANY_REQUESTS above the limit of a day; who sees all contacts anyway isn't counted.
 */
export async function limitCompared(ctx: Ctx, rows: readonly StagedRow[]): Promise<void> {
  const phones = seesAllContacts(ctx.actor) ? 0 : phonesIn(rows);
  if (phones === 0) return;
  await countHit(ctx, comparedKey(requirePerson(ctx.actor)), MOST_COMPARED, phones, DAY).catch(
    (refusal: unknown) => {
      if (!(refusal instanceof DomainError)) throw refusal;
      const { retryAfterSeconds } = refusal.params;
      const hours = Math.ceil((Number(retryAfterSeconds) * 1000) / HOUR);
      throw new DomainError(refusal.code, {
        retryAfterSeconds: Number(retryAfterSeconds),
        limit: MOST_COMPARED,
        hours,
      });
    },
  );
}
