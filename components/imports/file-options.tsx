"use client";

import type { CountryCode } from "libphonenumber-js/max";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Section } from "@/components/ui/section";
import { NativeSelect } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { GRADES, type Grade } from "@/db/enums";
import { ON_DUPLICATE, type OnDuplicate } from "@/lib/imports/choices";
import { DELIMITER_NAMES, DELIMITERS, type Delimiter } from "@/lib/imports/detect-delimiter";
import { ENCODINGS, type Encoding } from "@/lib/imports/encodings";
import type { FilePreview } from "@/lib/imports/import-types";
import type { TableChoices } from "@/lib/imports/schema";
import { columnOf, type Plan } from "./import-plan";

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

export type PoolChoice = { id: string; name: string };

type PlanProps = { plan: Plan; onPlan: (change: Partial<Plan>) => void };

/** Something to switch on, with a line that says what it does. */
function Choosing(props: {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { label, hint, checked, onChange } = props;
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <Label htmlFor={id}>{label}</Label>
        <p className="mt-0.5 text-12 text-muted-foreground">{hint}</p>
      </div>
      <Switch id={id} checked={checked} onCheckedChange={onChange} className="mt-0.5" />
    </div>
  );
}

function Offers({ plan, onPlan, offered }: PlanProps & { offered: Record<string, number> }) {
  const t = useTranslations("imports.option");
  const owner = columnOf(plan, "owner");
  const origin = columnOf(plan, "createdAt", "createdBy");
  return (
    <>
      {owner === null ? null : (
        <Choosing
          label={t("toOwners")}
          hint={t("toOwnersHint", { column: owner })}
          checked={plan.into === "owners"}
          onChange={(on) => onPlan({ into: on ? "owners" : "pool" })}
        />
      )}
      {origin === null ? null : (
        <Choosing
          label={t("keepOrigin")}
          hint={t("keepOriginHint")}
          checked={plan.keepOrigin}
          onChange={(keepOrigin) => onPlan({ keepOrigin })}
        />
      )}
      {Object.entries(offered).map(([column, digits]) => (
        <Choosing
          key={column}
          label={t("zeros", { column })}
          hint={t("zerosHint", { digits })}
          checked={plan.zeros[column] !== undefined}
          onChange={(on) => {
            const { [column]: _, ...others } = plan.zeros;
            onPlan({ zeros: on ? { ...others, [column]: digits } : others });
          }}
        />
      ))}
    </>
  );
}

/** Into which pool, what happens to customers that are there, and what the columns of this file make possible. */
export function TargetOptions(
  props: PlanProps & { pools: readonly PoolChoice[]; offered: Record<string, number> },
) {
  const { pools, plan, onPlan, offered } = props;
  const t = useTranslations("imports");
  return (
    <Section title={t("check.target")} className="flex flex-col gap-3 border-t-0">
      <Field label={t("option.pool")}>
        {(control) => (
          <NativeSelect
            {...control}
            inputSize="sm"
            value={plan.poolId}
            onChange={(event) => onPlan({ poolId: event.target.value })}
            options={pools.map(({ id, name }) => ({ value: id, label: name }))}
            {...(plan.poolId === "" ? { placeholder: t("option.choosePool") } : {})}
          />
        )}
      </Field>
      <Choice
        label={t("option.onDuplicate")}
        value={plan.onDuplicate}
        options={ON_DUPLICATE.map((value) => ({ value, label: t(`option.duplicate.${value}`) }))}
        onChange={(value) => onPlan({ onDuplicate: value as OnDuplicate })}
      />
      <p className="-mt-1.5 text-12 text-muted-foreground">{t(`option.duplicateHint.${plan.onDuplicate}`)}</p>
      <Offers plan={plan} onPlan={onPlan} offered={offered} />
    </Section>
  );
}

type TableProps = {
  preview: FilePreview;
  table: TableChoices;
  onTable: (choices: TableChoices) => void;
};

/** A choice among several with the one in force; choosing sends the file to be read anew. */
function Choice(props: {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  const { label, value, options, onChange } = props;
  return (
    <Field label={label}>
      {(control) => (
        <NativeSelect
          {...control}
          inputSize="sm"
          value={value}
          options={options}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

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
    if (!Number.isInteger(headerRow) || headerRow < 1 || headerRow === preview.headerRow) return;
    onTable({ ...table, headerRow });
  };
  return (
    <Field label={t("mapping.headerRow")}>
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
      title={t("check.file")}
      className="grid grid-cols-2 gap-x-3 gap-y-3 [&>div:first-child]:col-span-2"
    >
      <TableFields preview={preview} table={table} onTable={onTable} />
      <HeaderRow preview={preview} table={table} onTable={onTable} />
      <Choice
        label={t("mapping.country")}
        value={plan.country ?? ""}
        options={[
          { value: "", label: t("option.found", { value: nameOf(preview.country) }) },
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
