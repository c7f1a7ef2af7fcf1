"use client";

import { ListPlus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useOptimistic, useState, useTransition } from "react";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { moveFieldAction } from "@/lib/custom-fields/actions";
import type { FieldRow } from "@/lib/custom-fields/types";
import { FieldDialog } from "./field-dialog";
import { FieldsTable } from "./fields-table";
import { RetireDialog } from "./retire-dialog";
import { RetiredFields } from "./retired-fields";

type Asked = { kind: "add" } | { kind: "edit" | "retire"; field: FieldRow } | null;

type FieldsScreenProps = {
  fields: readonly FieldRow[];
  /** On how many customers each stands, by key. */
  used: Record<string, number>;
  currency: string;
};

/** The organisation's own fields: what there is, in which order, and where each is required. */
export function FieldsScreen({ fields, used, currency }: FieldsScreenProps) {
  const t = useTranslations("fields");
  const settings = useTranslations("policy.settings");
  const { order, move } = useOrder(fields);
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const crumb = { label: settings("title"), href: "/settings" };
  const retired = fields.filter((field) => field.retired);
  const add = (
    <Button size="sm" variant="primary" lead={<Plus aria-hidden />} onClick={() => setAsked({ kind: "add" })}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} crumbs={[crumb]} actions={add} ruled />
      <PhoneHeader title={t("title")} back={crumb} actions={add} />
      <Panes>
        <Pane>
          <div className="max-w-[1040px]">
            <p className="px-5 py-3.5 text-muted-foreground max-md:px-4">{t("lead")}</p>
            {order.length === 0 ? (
              <EmptyState icon={ListPlus} title={t("none")} text={t("noneText")} />
            ) : (
              <FieldsTable
                fields={order}
                used={used}
                onMove={move}
                onEdit={(field) => setAsked({ kind: "edit", field })}
                onRetire={(field) => setAsked({ kind: "retire", field })}
              />
            )}
            {retired.length > 0 ? <RetiredFields fields={retired} used={used} /> : null}
          </div>
        </Pane>
      </Panes>
      <Dialog open={asked !== null} onOpenChange={(next) => (next ? null : close())}>
        {asked?.kind === "add" ? <FieldDialog field={null} currency={currency} onDone={close} /> : null}
        {asked?.kind === "edit" ? (
          <FieldDialog field={asked.field} currency={currency} onDone={close} />
        ) : null}
        {asked?.kind === "retire" ? (
          <RetireDialog field={asked.field} used={used[asked.field.key] ?? 0} onDone={close} />
        ) : null}
      </Dialog>
    </>
  );
}

/** The order as it will be once the server has answered, and the way to another. */
function useOrder(fields: readonly FieldRow[]) {
  const say = useErrorText();
  const [, startMoving] = useTransition();
  const [order, setOrder] = useOptimistic(fields.filter(({ retired }) => !retired));
  const move = (from: number, to: number) => {
    const next = [...order];
    const [field] = next.splice(from, 1);
    if (!field || to < 0 || to > next.length) return;
    next.splice(to, 0, field);
    startMoving(async () => {
      setOrder(next);
      const answer = await moveFieldAction({ fieldId: field.id, beforeId: next[to + 1]?.id ?? null });
      if (!answer.ok) notify({ tone: "problem", title: say({ code: answer.error, params: answer.params }) });
    });
  };
  return { order, move };
}
