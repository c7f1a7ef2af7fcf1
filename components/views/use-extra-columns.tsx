"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useMoney } from "@/components/customers/use-money";
import { useFields } from "@/components/fields/fields-provider";
import { useFieldText } from "@/components/fields/use-field-text";
import { useRuleNames } from "@/components/rules/names";
import { CUSTOM_PREFIX } from "@/lib/conditions/fields";
import type { PoolRow } from "@/lib/customers/types";
import type { ListColumn } from "./chosen-columns";

/** What both lists can show of a customer. */
export type SharedRow = Pick<
  PoolRow,
  "stage" | "intent" | "region" | "industry" | "source" | "tags" | "contact" | "more"
>;

const NONE = "—";
const shown = (value: string | null | undefined) => <span title={value ?? undefined}>{value || NONE}</span>;

/** A contact's data, with a lock while it is masked. */
function Masked({ row, value }: { row: SharedRow; value: string | null | undefined }) {
  const t = useTranslations("views.chooser");
  if (!value) return NONE;
  if (!row.contact?.masked) return <span title={value}>{value}</span>;
  return (
    <span className="inline-flex max-w-full items-center gap-1.5" title={t("masked")}>
      <span className="truncate">{value}</span>
      <Lock aria-hidden className="size-3 shrink-0 stroke-2 text-faint-foreground" />
    </span>
  );
}

/** The columns beyond those that a list opens with: facts of the customer, and the organisation's own fields. */
export function useExtraColumns(list: "pool" | "mine", masked: boolean): ListColumn<SharedRow>[] {
  const t = useTranslations(`views.columns.${list}`);
  const stages = useTranslations("enums.stage");
  const intents = useTranslations("enums.intent");
  const now = useNow();
  const { age, moment } = useMoments();
  const money = useMoney();
  const { currency } = useRuleNames();
  const fields = useFields();
  const fieldText = useFieldText();
  const column = (
    id: Parameters<typeof t>[0],
    width: number,
    cell: ListColumn<SharedRow>["cell"],
    more: Partial<ListColumn<SharedRow>> = {},
  ): ListColumn<SharedRow> => ({ id, header: t(id), label: t(id), width, muted: true, cell, ...more });
  return [
    column("region", 72, (row) => shown(row.region)),
    column("industry", 84, (row) => shown(row.industry)),
    column("source", 76, (row) => shown(row.source)),
    column("stage", 88, (row) => stages(row.stage)),
    column("intent", 72, (row) => intents(row.intent)),
    column("tags", 144, (row) => shown(row.tags.join(" · "))),
    column("contact", 96, (row) => <Masked row={row} value={row.contact?.name} />, { masked }),
    column("phone", 132, (row) => <Masked row={row} value={row.contact?.phone} />, { masked }),
    column(
      "expectedValue",
      104,
      (row) => (row.more.expectedValue === null ? NONE : money(row.more.expectedValue, currency)),
      { numeric: true },
    ),
    column("contractEndsOn", 96, (row) => shown(row.more.contractEndsOn)),
    column("creditCode", 168, (row) => shown(row.more.creditCode)),
    column("website", 144, (row) => shown(row.more.website), { masked }),
    column(
      "createdAt",
      84,
      (row) => <span title={moment(row.more.createdAt, now)}>{age(row.more.createdAt, now)}</span>,
      {
        numeric: true,
      },
    ),
    ...fields.map(
      (field): ListColumn<SharedRow> => ({
        ...{
          id: CUSTOM_PREFIX + field.key,
          header: field.label,
          label: field.label,
          width: 112,
          muted: true,
        },
        numeric: field.type === "number" || field.type === "money",
        masked: masked && field.type === "text",
        cell: (row) => shown(fieldText(field, row.more.custom[field.key] ?? null)),
      }),
    ),
  ];
}
