import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { SkippedRow } from "@/lib/imports/import-types";
import { reasonText } from "@/lib/imports/reason-text";

type Props = {
  rows: readonly SkippedRow[];
  /** The columns of the file that make the name; the first cell stands in where there is none. */
  nameColumn: number;
};

/** The rows that were not taken: which, what became of them, why. A table, on the phone cards. */
export function SkippedList({ rows, nameColumn }: Props) {
  const t = useTranslations("imports");
  const outcomes = useTranslations("enums.rowOutcome");
  const format = useFormatter();
  const nameOf = (row: SkippedRow) => row.cells[nameColumn]?.trim() || t("check.nothing");
  const reasonsOf = (row: SkippedRow) => row.reasons.map((reason) => reasonText(t, reason));
  const outcomeOf = (row: SkippedRow) => (
    <Badge tone={row.outcome === "rejected" ? "danger" : "grey"}>{outcomes(row.outcome)}</Badge>
  );
  return (
    <>
      <Table className="max-md:hidden">
        <thead>
          <tr>
            <Th numeric className="w-18">
              {t("result.row")}
            </Th>
            <Th className="w-20 ps-4">{t("result.outcome")}</Th>
            <Th className="w-[34%]">{t("result.name")}</Th>
            <Th>{t("result.reason")}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.number}>
              <Td numeric muted className="tabular-nums">
                {format.number(row.number)}
              </Td>
              <Td className="ps-4">{outcomeOf(row)}</Td>
              <Td className="max-w-0 truncate">{nameOf(row)}</Td>
              <Td muted className="break-words py-1.5">
                {reasonsOf(row).map((text) => (
                  <span key={text} className="block">
                    {text}
                  </span>
                ))}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <ul className="md:hidden">
        {rows.map((row) => (
          <li key={row.number} className="border-hairline border-b px-4 py-3">
            <div className="flex items-center gap-2">
              {outcomeOf(row)}
              <span className="min-w-0 truncate font-medium text-14">{nameOf(row)}</span>
              <span className="ms-auto shrink-0 text-12 text-faint-foreground tabular-nums">
                {t("check.rowOf", { row: row.number })}
              </span>
            </div>
            {reasonsOf(row).map((text) => (
              <p key={text} className="mt-1 break-words text-13 text-muted-foreground">
                {text}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
