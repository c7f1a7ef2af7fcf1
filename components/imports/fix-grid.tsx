"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { notify } from "@/components/ui/toast";
import { fixRowsAction } from "@/lib/imports/actions";
import type { ImportDetails, SkippedRow } from "@/lib/imports/import-types";
import { reasonText } from "@/lib/imports/reason-text";

type Props = {
  file: Pick<ImportDetails, "id" | "header" | "mapping">;
  rows: readonly SkippedRow[];
  /** Whether more stands below it on the page. */
  low?: boolean;
};
type Edits = Record<number, Record<number, string>>;

/** Whether a reason is about this column. */
const concerns = ({ mapping, header }: Props["file"], row: SkippedRow, column: number): boolean =>
  row.reasons.some(
    ({ field }) => field !== undefined && (mapping[column]?.field === field || header[column] === field),
  );

/** The columns in the order in which one wants to see them: the name, what is wrong, what goes to a field, the rest. */
function ordered(file: Props["file"], rows: readonly SkippedRow[]): number[] {
  const place = file.mapping.map((to, column) => {
    if (to?.field === "name") return 0;
    if (rows.some((row) => concerns(file, row, column))) return 1;
    return to?.field ? 2 : 3;
  });
  return file.mapping.map((_, column) => column).sort((a, b) => (place[a] ?? 0) - (place[b] ?? 0) || a - b);
}

const cell = "h-8 border-hairline border-b align-middle";

function CellInput(props: {
  label: string;
  value: string;
  edited: boolean;
  wrong: boolean;
  onChange: (text: string) => void;
}) {
  const { label, value, edited, wrong, onChange } = props;
  return (
    <input
      aria-label={label}
      aria-invalid={wrong && !edited}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cn(
        "h-7 w-full rounded-sm border border-transparent bg-transparent px-1.5 text-12 outline-none hover:border-input focus:border-ring focus:bg-background",
        wrong && !edited && "border-danger/50 bg-danger-subtle",
        edited && "border-primary-line bg-primary-subtle",
      )}
    />
  );
}

function Rows({
  file,
  rows,
  edits,
  onEdit,
}: Props & { edits: Edits; onEdit: (row: number, column: number, text: string) => void }) {
  const t = useTranslations("imports");
  const columns = ordered(file, rows);
  return (
    <tbody>
      {rows.map((row) => (
        <tr key={row.number}>
          <td
            className={cn(
              cell,
              "sticky start-0 bg-background ps-5 pe-3 text-end text-faint-foreground tabular-nums",
            )}
          >
            {row.number}
          </td>
          <td className={cn(cell, "min-w-[220px] max-w-[300px] pe-3 py-1")}>
            {row.fixed ? <Badge tone="grey">{t("fix.fixed")}</Badge> : null}
            {row.reasons.map((reason) => (
              <span
                key={`${reason.code}${reason.field}`}
                className="mt-0.5 block break-words text-muted-foreground"
              >
                {reasonText(t, reason)}
              </span>
            ))}
          </td>
          {columns.map((column) => (
            <td
              key={column}
              className={cn(
                cell,
                "px-0.5",
                file.mapping[column]?.field === "name" ? "min-w-[220px]" : "min-w-[136px]",
              )}
            >
              <CellInput
                label={t("fix.cell", { row: row.number, column: file.header[column] ?? "" })}
                value={edits[row.number]?.[column] ?? row.cells[column] ?? ""}
                edited={edits[row.number]?.[column] !== undefined}
                wrong={concerns(file, row, column)}
                onChange={(text) => onEdit(row.number, column, text)}
              />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

/** The rows that were not taken as a sheet to write in; those that were changed are tried again, and only those. */
export function FixGrid({ file, rows, low = false }: Props) {
  const t = useTranslations("imports");
  const router = useRouter();
  const { run, busy, failure } = useAsking();
  const [edits, setEdits] = useState<Edits>({});
  const changed = rows.filter(({ number }) => edits[number] !== undefined);
  const edit = (row: number, column: number, text: string) =>
    setEdits((now) => ({ ...now, [row]: { ...now[row], [column]: text } }));
  const again = async () => {
    const asked = changed.map(({ number, cells }) => ({
      number,
      cells: Array.from(
        { length: Math.max(cells.length, file.header.length) },
        (_, column) => edits[number]?.[column] ?? cells[column] ?? "",
      ),
    }));
    const answer = await run((options) => fixRowsAction({ importId: file.id, rows: asked }, options));
    if (!answer) return;
    const taken = answer.filter(({ outcome }) => outcome === "created" || outcome === "updated").length;
    setEdits({});
    notify({ title: t("fix.done", { taken, left: answer.length - taken }) });
    router.refresh();
  };
  return (
    <div>
      <section
        aria-label={t("fix.title")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={cn("overflow-auto", low && "max-h-[56vh]")}
      >
        <table className="border-separate border-spacing-0 text-12">
          <thead className="sticky top-0 z-10 bg-background text-start text-faint-foreground">
            <tr>
              <th scope="col" className={cn(cell, "whitespace-nowrap ps-5 pe-3 text-end font-normal")}>
                {t("result.row")}
              </th>
              <th scope="col" className={cn(cell, "pe-3 text-start font-normal")}>
                {t("result.reason")}
              </th>
              {ordered(file, rows).map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={cn(cell, "max-w-[200px] truncate px-2 text-start font-normal")}
                >
                  {file.header[column]}
                </th>
              ))}
            </tr>
          </thead>
          <Rows file={file} rows={rows} edits={edits} onEdit={edit} />
        </table>
      </section>
      <div className="flex items-center gap-3 px-5 py-3">
        <p className="min-w-0 flex-1 text-12 text-muted-foreground">{t("fix.hint")}</p>
        <FailureLine failure={failure} />
        {changed.length > 0 ? (
          <>
            <Button variant="ghost" onClick={() => setEdits({})}>
              {t("fix.reset")}
            </Button>
            <Button variant="primary" busy={busy} onClick={() => void again()}>
              {t("fix.run", { count: changed.length })}
            </Button>
          </>
        ) : null}
      </div>
    </div>
  );
}
