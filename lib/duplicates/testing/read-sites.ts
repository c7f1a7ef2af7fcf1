import { parse } from "csv-parse/sync";
import type { Known } from "./measure-pairs";

const digits = (text: string | undefined): string | null => (text ?? "").replace(/\D/g, "") || null;
const text = (value: string | undefined): string | null => (value ?? "").trim() || null;

/** Reads the list of early childhood sites of Chicago, in which `True Id` says which rows are one site. */
export function readSites(csv: string): Known[] {
  const rows: Record<string, string>[] = parse(csv, { columns: true, bom: true, relax_column_count: true });
  return rows.map((row, number) => ({
    truth: row["True Id"] ?? "",
    record: {
      ...{ id: String(number), name: text(row["Site name"]) ?? "?", creditCode: null, region: null },
      ...{ address: text(row.Address), website: text(row.Website) },
      contacts: [
        {
          name: text(row["Center Director"]) ?? text(row["Executive Director"]),
          ...{ phone: digits(row.Phone), email: text(row["Email Address"]) },
        },
      ],
    },
  }));
}
