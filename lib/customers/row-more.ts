import { sql } from "drizzle-orm";
import type { CustomValues } from "@/db/schema/customers";
import { textFor } from "@/lib/masking/rules";
import type { ContactAccess } from "@/lib/masking/types";

/** What a row has beyond what its list shows of itself: for the columns that somebody chooses. */
export type RowMore = {
  expectedValue: number | null;
  contractEndsOn: string | null;
  creditCode: string | null;
  website: string | null;
  createdAt: Date;
  custom: CustomValues;
};

export type MoreColumns = {
  expected_value: string | null;
  contract_ends_on: string | null;
  credit_code: string | null;
  website: string | null;
  created_at: string;
  custom: CustomValues;
};

/** The columns of `c` that `toMore` reads. */
export const MORE = sql`c.expected_value, c.contract_ends_on::text as contract_ends_on, c.credit_code, c.website, c.created_at, c.custom`;

/** What else may be shown of a customer to somebody with this access: free text as it is masked everywhere. */
export function toMore(row: MoreColumns, access: ContactAccess): RowMore {
  const shown = Object.entries(row.custom).map(([key, value]) => [
    key,
    typeof value === "string" ? (textFor(access, value) ?? "") : value,
  ]);
  return {
    expectedValue: row.expected_value === null ? null : Number(row.expected_value),
    contractEndsOn: row.contract_ends_on,
    creditCode: row.credit_code,
    website: textFor(access, row.website),
    createdAt: new Date(row.created_at),
    custom: Object.fromEntries(shown),
  };
}
