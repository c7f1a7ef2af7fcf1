"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { notify } from "@/components/ui/toast";
import { setApprovalThresholdAction } from "@/lib/policy-drafts/actions";
import { loosens } from "@/lib/policy-drafts/rules";
import { SetApprovalThresholdInput } from "@/lib/policy-drafts/schema";
import type { ApprovalSettings } from "@/lib/policy-drafts/types";
import { ThresholdHistory, ThresholdWaiting } from "./threshold-changes";

const USUAL = 100;

/** From how many customers on new rules need a second admin; what loosens that waits for another admin. */
export function ApprovalForm({ settings, me }: { settings: ApprovalSettings; me: string | null }) {
  const t = useTranslations("drafts.settings");
  const common = useTranslations("common");
  const [on, setOn] = useState(settings.threshold !== null);
  const [number, setNumber] = useState(String(settings.threshold ?? USUAL));
  const { run, busy, failure } = useAsking();
  const threshold = on ? (number.trim() === "" ? Number.NaN : Number(number)) : null;
  const valid = SetApprovalThresholdInput.safeParse({ threshold }).success;
  const alone = settings.admins < 2;
  const waits = loosens(settings.threshold, threshold);
  const save = async () => {
    const done = await run((options) => setApprovalThresholdAction({ threshold }, options));
    if (!done) return;
    if (!done.waits) return notify({ title: common("saved") });
    setOn(settings.threshold !== null);
    setNumber(String(settings.threshold ?? USUAL));
    notify({ title: done.effectiveAt ? t("askedAlone") : t("askedOthers") });
  };
  return (
    <section aria-labelledby="approval-title" className="mt-6 border-hairline border-t px-5 pt-4 max-md:px-4">
      <h2 id="approval-title" className="font-medium">
        {t("title")}
      </h2>
      <p className="text-12 text-muted-foreground">{t("lead")}</p>
      <form
        className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) void save();
        }}
      >
        <span className="flex items-center gap-2">
          <Switch aria-label={t("switch")} checked={on} onCheckedChange={setOn} />
          {t("switch")}
        </span>
        {on ? (
          <span className="flex items-center gap-2">
            {t("above")}
            <Input
              inputSize="sm"
              inputMode="numeric"
              aria-label={t("above")}
              className="w-24 text-end"
              aria-invalid={valid ? undefined : true}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
            {t("unit")}
          </span>
        ) : null}
        {threshold === settings.threshold ? null : (
          <Button type="submit" size="sm" busy={busy} {...(valid ? {} : { disabledReason: t("range") })}>
            {waits ? t(alone ? "asksAlone" : "asks") : common("save")}
          </Button>
        )}
      </form>
      {on && alone ? (
        <p className="mt-2 flex gap-2 text-12 text-warning-text">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {t("alone")}
        </p>
      ) : null}
      <FailureLine failure={failure} />
      {settings.waiting ? (
        <ThresholdWaiting change={settings.waiting} {...{ me, sameHands: settings.sameHands }} />
      ) : null}
      <ThresholdHistory changes={settings.changes} />
    </section>
  );
}
