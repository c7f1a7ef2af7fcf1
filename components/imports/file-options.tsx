"use client";

import type { CountryCode } from "libphonenumber-js/max";
import { useLocale, useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import { GRADES, type Grade } from "@/db/enums";
import { DELIMITER_NAMES, DELIMITERS, type Delimiter } from "@/lib/imports/detect-delimiter";
import { ENCODINGS, type Encoding } from "@/lib/imports/encodings";
import type { FilePreview } from "@/lib/imports/import-types";
import type { TableChoices } from "@/lib/imports/schema";
import { Choice } from "./choice";
import type { Plan } from "./import-plan";

const COUNTRIES: readonly CountryCode[] = [
  "CN",
  "TW",
  "HK",
  "MO",
  "US",
  "GB",
  "JP",
  "KR",
  "SG",
  "MY",
  "DE",
  "FR",
];

type TableProps = {
  preview: FilePreview;
  table: TableChoices;
  onTable: (choices: TableChoices) => void;
};

function TableFields({ preview, table, onTable }: TableProps) {
  const t = useTranslations("imports");
  if (preview.format === "xlsx") {
    return (
      <Choice
        label={t("mapping.sheet")}
        value={preview.sheet ?? ""}
        options={preview.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
        onChange={(sheet) => onTable({ sheet })}
      />
    );
  }
  return (
    <>
      <Choice
        label={t("mapping.encoding")}
        value={preview.encoding ?? ""}
        options={ENCODINGS.map((encoding) => ({ value: encoding, label: t(`encodingName.${encoding}`) }))}
        onChange={(encoding) => onTable({ ...table, encoding: encoding as Encoding })}
      />
      <Choice
        label={t("mapping.delimiter")}
        value={preview.delimiter ?? ""}
        options={DELIMITERS.map((one) => ({ value: one, label: t(`delimiter.${DELIMITER_NAMES[one]}`) }))}
        onChange={(delimiter) => onTable({ ...table, delimiter: delimiter as Delimiter })}
      />
    </>
  );
}

function HeaderRow({ preview, table, onTable }: TableProps) {
  const t = useTranslations("imports");
  const commit = (text: string) => {
    const headerRow = Number(text);
    if (!Number.isInteger(headerRow) || headerRow < 0 || headerRow === preview.headerRow) return;
    onTable({ ...table, headerRow });
  };
  return (
    <Field label={t("mapping.headerRow")} hint={preview.headerRow === 0 ? t("mapping.noHeader") : null}>
      {(control) => (
        <Input
          {...control}
          key={preview.headerRow}
          inputSize="sm"
          inputMode="numeric"
          defaultValue={preview.headerRow}
          onBlur={(event) => commit(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && commit(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** How the file is read, and what holds where a row says nothing. */
export function ReadingOptions(props: TableProps & { plan: Plan; onPlan: (change: Partial<Plan>) => void }) {
  const { preview, table, onTable, plan, onPlan } = props;
  const t = useTranslations("imports");
  const grades = useTranslations("enums.grade");
  const names = new Intl.DisplayNames(useLocale(), { type: "region" });
  const listed = COUNTRIES.includes(preview.country) ? COUNTRIES : [preview.country, ...COUNTRIES];
  const nameOf = (country: CountryCode) => names.of(country) ?? country;
  return (
    <Section
      level={2}
      title={t("check.file")}
      className="grid grid-cols-2 gap-x-3 gap-y-3 [&>div:first-child]:col-span-2"
    >
      <TableFields preview={preview} table={table} onTable={onTable} />
      <HeaderRow preview={preview} table={table} onTable={onTable} />
      <Choice
        label={t("mapping.country")}
        value={plan.country ?? ""}
        options={[
          {
            value: "",
            label: t(preview.countryFound ? "option.found" : "option.own", {
              value: nameOf(preview.country),
            }),
          },
          ...listed.map((country) => ({ value: country, label: nameOf(country) })),
        ]}
        onChange={(country) => onPlan({ country: (country || null) as CountryCode | null })}
      />
      <Choice
        label={t("mapping.defaultGrade")}
        value={plan.defaultGrade}
        options={GRADES.map((grade) => ({ value: grade, label: grades(grade) }))}
        onChange={(grade) => onPlan({ defaultGrade: grade as Grade })}
      />
      <Field label={t("mapping.defaultSource")}>
        {(control) => (
          <Input
            {...control}
            inputSize="sm"
            maxLength={100}
            placeholder={t("option.noSource")}
            value={plan.defaultSource}
            onChange={(event) => onPlan({ defaultSource: event.target.value })}
          />
        )}
      </Field>
    </Section>
  );
}
