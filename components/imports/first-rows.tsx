import { useFormatter, useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { FilePreview } from "@/lib/imports/import-types";
import type { Mapping } from "@/lib/imports/rules";

/** The first rows as they were read, so that a wrong encoding or header shows. */
export function FirstRows({ preview, mapping }: { preview: FilePreview; mapping: Mapping }) {
  const t = useTranslations("imports");
  const format = useFormatter();
  const cell = "h-8 max-w-[220px] truncate whitespace-nowrap border-hairline border-b px-2";
  return (
    <section
      className="overflow-x-auto"
      aria-label={t("check.firstRows", { count: preview.rows.length })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className="border-separate border-spacing-0 text-12">
        <thead>
          <tr>
            <th scope="col" className={cn(cell, "ps-5 text-end text-faint-foreground max-md:ps-4")}>
              {t("check.rowNumber")}
            </th>
            {preview.header.map((header) => (
              <th
                key={header}
                scope="col"
                title={header}
                className={cn(cell, mapping[header] ? "text-foreground" : "text-faint-foreground")}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <tr key={row.number}>
              <td className={cn(cell, "ps-5 text-end text-faint-foreground tabular-nums max-md:ps-4")}>
                {format.number(row.number)}
              </td>
              {preview.header.map((header, column) => (
                <td
                  key={header}
                  title={row.cells[column] ?? ""}
                  className={cn(cell, mapping[header] ? "text-foreground" : "text-muted-foreground")}
                >
                  {row.cells[column] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
