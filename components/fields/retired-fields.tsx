"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { reopenFieldAction } from "@/lib/custom-fields/actions";
import type { FieldRow } from "@/lib/custom-fields/types";

/** The fields that are out of use, with the way back. */
export function RetiredFields(props: { fields: readonly FieldRow[]; used: Record<string, number> }) {
  const t = useTranslations("fields");
  const say = useErrorText();
  const now = useNow();
  const { day } = useMoments();
  const [busy, startReopening] = useTransition();
  const reopen = (field: FieldRow) =>
    startReopening(async () => {
      const answer = await reopenFieldAction({ fieldId: field.id });
      if (answer.ok) notify({ title: t("reopened", { name: field.label }) });
      else notify({ tone: "problem", title: say({ code: answer.error, params: answer.params }) });
    });
  return (
    <details className="mt-2">
      <summary className="cursor-pointer px-5 py-2 text-muted-foreground max-md:px-4">
        {t("retiredTitle")} <Badge>{props.fields.length}</Badge>
      </summary>
      <ul>
        {props.fields.map((field) => (
          <li
            key={field.id}
            className="flex min-h-11 items-center gap-2.5 border-hairline border-b px-5 max-md:min-h-15 max-md:px-4"
          >
            <span className="min-w-0 truncate">{field.label}</span>
            <Badge>{t(`type.${field.type}`)}</Badge>
            <span className="ms-auto shrink-0 text-12 text-muted-foreground">
              {field.retiredAt ? t("retiredOn", { day: day(field.retiredAt, now) }) : null}
              {(props.used[field.key] ?? 0) > 0
                ? ` · ${t("used", { count: props.used[field.key] ?? 0 })}`
                : ""}
            </span>
            <Button size="xs" busy={busy} onClick={() => reopen(field)}>
              {t("reopen")}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
