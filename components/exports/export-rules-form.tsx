"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { notify } from "@/components/ui/toast";
import { setExportRulesAction } from "@/lib/exports/actions";
import { SetExportRulesInput } from "@/lib/exports/schema";

const USUAL = 1_000;

/** From how many customers on an export needs somebody else's yes. */
export function ExportRulesForm({ rules }: { rules: { approvalAbove: number | null } }) {
  const t = useTranslations("exports");
  const common = useTranslations("common");
  const [on, setOn] = useState(rules.approvalAbove !== null);
  const [number, setNumber] = useState(String(rules.approvalAbove ?? USUAL));
  const { run, busy, failure } = useAsking();
  const approvalAbove = on ? (number.trim() === "" ? Number.NaN : Number(number)) : null;
  const valid = SetExportRulesInput.safeParse({ approvalAbove }).success;
  const save = async () => {
    const done = await run((options) => setExportRulesAction({ approvalAbove }, options));
    if (done) notify({ title: common("saved") });
  };
  return (
    <section
      aria-labelledby="export-rules"
      className="mt-6 border-hairline border-t px-5 pt-4 pb-6 max-md:px-4"
    >
      <h2 id="export-rules" className="font-medium">
        {t("ruleTitle")}
      </h2>
      <p className="text-12 text-muted-foreground">{t("ruleText")}</p>
      <form
        className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) void save();
        }}
      >
        <Switch aria-label={t("ruleTitle")} checked={on} onCheckedChange={setOn} />
        {on ? (
          <span className="flex items-center gap-2">
            {t("above")}
            <Input
              inputSize="sm"
              inputMode="numeric"
              aria-label={t("above")}
              className="w-28 text-end"
              aria-invalid={valid ? undefined : true}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
            {t("aboveUnit")}
          </span>
        ) : (
          <span className="text-muted-foreground">{t("ruleOff")}</span>
        )}
        {approvalAbove === rules.approvalAbove ? null : (
          <Button type="submit" size="sm" busy={busy} {...(valid ? {} : { disabledReason: t("range") })}>
            {t("saveRule")}
          </Button>
        )}
      </form>
      <FailureLine failure={failure} />
    </section>
  );
}
