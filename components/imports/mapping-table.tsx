"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFields } from "@/components/fields/fields-provider";
import { cn } from "@/components/ui/cn";
import { NativeSelect } from "@/components/ui/select";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { IMPORT_FIELDS, type ImportTarget } from "@/lib/imports/header-words";
import type { FilePreview } from "@/lib/imports/import-types";
import type { Mapping } from "@/lib/imports/rules";

const SURE = 0.7;
const EXAMPLES = 3;

type Props = {
  preview: FilePreview;
  mapping: Mapping;
  onChange: (header: string, field: ImportTarget | null) => void;
};

function examplesOf(preview: FilePreview, column: number): string {
  const cells = preview.rows.map((row) => (row.cells[column] ?? "").trim()).filter((cell) => cell !== "");
  return [...new Set(cells)].slice(0, EXAMPLES).join(" · ");
}

type ColumnProps = Props & { header: string; column: number };

/** Whether the column was matched, or is a guess that somebody should look at. */
function MatchNote({ preview, mapping, header, column }: ColumnProps) {
  const t = useTranslations("imports.mapping");
  const field = mapping[header] ?? null;
  if (field === null) return null;
  const proposal = preview.proposals[column];
  const guessed = proposal?.field === field && proposal.confidence < SURE;
  if (guessed) return <span className="text-warning-text">{t("guessed")}</span>;
  return (
    <span className="flex items-center gap-1 text-muted-foreground">
      <Check aria-hidden className="size-3.5 shrink-0" />
      {t("sure")}
    </span>
  );
}

function FieldSelect({ mapping, header, onChange }: ColumnProps) {
  const t = useTranslations("imports");
  const own = useFields();
  const field = mapping[header] ?? null;
  return (
    <NativeSelect
      aria-label={t("inField", { field: header, text: t("mapping.field") })}
      inputSize="sm"
      options={[
        { value: "", label: t("mapping.keep") },
        ...IMPORT_FIELDS.map((value) => ({ value, label: t(`field.${value}`) })),
        ...own.map(({ key, label }) => ({ value: key, label })),
      ]}
      value={field ?? ""}
      onChange={(event) => onChange(header, (event.target.value || null) as ImportTarget | null)}
      className={cn(
        "md:[&_select:not(:hover,:focus-visible)]:border-transparent md:[&_select]:bg-transparent",
        field === null ? "[&_select]:text-muted-foreground" : "[&_select]:font-medium",
      )}
    />
  );
}

/** Where each column of the file goes, proposed and to be set right. A table, on the phone cards. */
export function MappingTable(props: Props) {
  const t = useTranslations("imports");
  const { header } = props.preview;
  return (
    <>
      <Table className="table-fixed max-md:hidden">
        <thead>
          <tr>
            <Th className="w-[24%]">{t("mapping.column")}</Th>
            <Th>{t("mapping.sample")}</Th>
            <Th className="w-[208px]">{t("mapping.field")}</Th>
            <Th className="w-[152px]">
              <span className="sr-only">{t("check.mapping")}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {header.map((name, column) => (
            <Tr key={name}>
              <Td className="truncate font-medium" title={name}>
                {name}
              </Td>
              <Td muted className="truncate pe-4" title={examplesOf(props.preview, column)}>
                {examplesOf(props.preview, column) || (
                  <span className="text-faint-foreground">{t("check.nothing")}</span>
                )}
              </Td>
              <Td className="py-0.5">
                <FieldSelect {...props} header={name} column={column} />
              </Td>
              <Td className="truncate ps-2 text-12">
                <MatchNote {...props} header={name} column={column} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <ul className="md:hidden">
        {header.map((name, column) => (
          <li key={name} className="border-hairline border-b px-4 py-3">
            <div className="flex items-baseline gap-2">
              <span className="min-w-0 break-words font-medium text-14">{name}</span>
              <span className="ms-auto shrink-0 text-12">
                <MatchNote {...props} header={name} column={column} />
              </span>
            </div>
            <p className="mt-0.5 mb-2 truncate text-13 text-muted-foreground">
              {examplesOf(props.preview, column) || t("check.nothing")}
            </p>
            <FieldSelect {...props} header={name} column={column} />
          </li>
        ))}
      </ul>
    </>
  );
}
