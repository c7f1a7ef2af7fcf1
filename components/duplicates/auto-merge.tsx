"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { answered } from "@/components/follow-ups/answered";
import { Section } from "@/components/ui/section";
import { Switch } from "@/components/ui/switch";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { setAutoMergeAction } from "@/lib/duplicates/actions";

/** Whether certain pairs of the pool merge by themselves; an admin switches it. */
export function AutoMerge({ on: given, admin }: { on: boolean; admin: boolean }) {
  const t = useTranslations("duplicates");
  const errorText = useErrorText();
  const [on, setOn] = useState(given);
  const change = async (next: boolean) => {
    setOn(next);
    const answer = await answered(setAutoMergeAction({ on: next }));
    if (!answer.ok) {
      setOn(!next);
      notify({ tone: "problem", title: errorText(answer) });
      return;
    }
    notify({ tone: "done", title: t(next ? "autoOn" : "autoOff") });
  };
  return (
    <Section className="border-t-0">
      <div className="flex items-center gap-3">
        <h2 className="font-medium">{t("auto")}</h2>
        <span className="ms-auto">
          {admin ? (
            <Switch aria-label={t("auto")} checked={on} onCheckedChange={(next) => void change(next)} />
          ) : (
            <span className="text-muted-foreground">{t("autoIs", { on: String(on) })}</span>
          )}
        </span>
      </div>
      <p className="mt-1 text-pretty text-12 text-muted-foreground">
        {t("autoText")} {admin ? "" : t("autoReadOnly")}
      </p>
    </Section>
  );
}
