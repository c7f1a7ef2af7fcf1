"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { Dialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import { NativeSelect } from "@/components/ui/select";
import { notify } from "@/components/ui/toast";
import { CALENDAR_REGIONS, type CalendarRegion } from "@/db/enums";
import { setCalendarRegionAction } from "@/lib/calendar/actions";

/** Whose public holidays count; another region is asked about first, for it replaces what is there. */
export function RegionField({ region }: { region: CalendarRegion }) {
  const t = useTranslations("calendar");
  const regions = useTranslations("calendar.region");
  const [asked, setAsked] = useState<CalendarRegion | null>(null);
  const { run, busy, failure, forget } = useAsking();
  const change = async () => {
    if (!asked) return;
    const done = await run((options) => setCalendarRegionAction({ region: asked }, options));
    if (!done) return;
    notify({ title: t("regionChanged"), detail: t("refreshed", { count: done.refreshed }) });
    setAsked(null);
  };
  return (
    <Section title={t("regionTitle")} className="md:border-t-0">
      <NativeSelect
        aria-label={t("regionTitle")}
        inputSize="sm"
        value={region}
        onChange={(event) => {
          forget();
          setAsked(CALENDAR_REGIONS.find((one) => one === event.target.value) ?? null);
        }}
        options={CALENDAR_REGIONS.map((value) => ({ value, label: regions(value) }))}
      />
      <Dialog open={asked !== null} onOpenChange={(open) => (open ? null : setAsked(null))}>
        {asked ? (
          <AskContent
            title={asked === "none" ? t("regionAskNone") : t("regionAsk", { region: regions(asked) })}
            description={t("regionLead")}
            confirm={t("regionConfirm")}
            {...{ busy, failure }}
            onConfirm={() => void change()}
          />
        ) : null}
      </Dialog>
    </Section>
  );
}
