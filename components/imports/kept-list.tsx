import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { KEPT_REASONS, type SkippedRow } from "@/lib/imports/import-types";
import { reasonText } from "@/lib/imports/reason-text";

const known = (undo: string | null) => KEPT_REASONS.find((reason) => reason === undo);

/** The customers that an undo left as they are, or that stayed in the pool, and why. */
export function KeptList({ rows }: { rows: readonly SkippedRow[] }) {
  const t = useTranslations("imports");
  const format = useFormatter();
  return (
    <Table>
      <thead>
        <tr>
          <Th numeric className="w-18">
            {t("result.row")}
          </Th>
          <Th className="w-[40%] ps-4">{t("result.name")}</Th>
          <Th>{t("result.why")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const reason = known(row.undo);
          const placed = row.reasons.map((one) => reasonText(t, one)).join(" ");
          return (
            <Tr key={row.number}>
              <Td numeric muted className="tabular-nums">
                {format.number(row.number)}
              </Td>
              <Td className="max-w-0 truncate ps-4">
                <Link
                  href={`/customers/${row.customerId}`}
                  className="rounded-sm font-medium hover:underline"
                >
                  {row.customerName ?? t("result.name")}
                </Link>
              </Td>
              <Td muted>{reason ? t(`kept.${reason}`) : placed}</Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}
