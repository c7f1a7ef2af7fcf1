"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { EditDialog } from "@/components/customer/edit-dialog";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Meter } from "@/components/ui/meter";
import { Section } from "@/components/ui/section";
import type { CustomerView, PeekView } from "@/lib/customers/customer-types";
import { type CompletenessField, PLACE_OF } from "@/lib/quality/rules";
import type { CustomerQuality } from "@/lib/quality/types";
import { KindBadge } from "./kind-badge";
import { ReportDialog } from "./report-dialog";

/** How complete the customer is, each missing thing with the way to fill it in, and what is said to be wrong. */
export function DataQuality({ customer, quality }: { customer: CustomerView; quality: CustomerQuality }) {
  const [place, setPlace] = useState<string | null>(null);
  const editable = customer.permits.edit.ok;
  return (
    <QualitySection
      of={customer}
      quality={quality}
      reportable={customer.state === "pooled" || customer.state === "owned"}
      onFix={editable ? (field) => setPlace(PLACE_OF[field]) : null}
    >
      <Dialog open={place !== null} onOpenChange={(open) => !open && setPlace(null)}>
        {place ? (
          <EditDialog key={place} customer={customer} place={place} onDone={() => setPlace(null)} />
        ) : null}
      </Dialog>
    </QualitySection>
  );
}

/** The same of a customer in the pool, before a claim: nothing to fill in, but something to say. */
export function PeekQuality({ peek }: { peek: PeekView }) {
  return <QualitySection of={peek} quality={peek.quality} reportable onFix={null} />;
}

type QualitySectionProps = {
  of: { id: string; name: string };
  quality: CustomerQuality;
  reportable: boolean;
  onFix: ((field: CompletenessField) => void) | null;
  children?: React.ReactNode;
};

function QualitySection({ of, quality, reportable, onFix, children }: QualitySectionProps) {
  const t = useTranslations("quality");
  const [reporting, setReporting] = useState(false);
  const { completeness } = quality;
  return (
    <Section
      title={t("completeness.title")}
      aside={
        reportable ? (
          <Button variant="text" size="xs" onClick={() => setReporting(true)}>
            {t("report.open")}
          </Button>
        ) : undefined
      }
    >
      <div className="flex items-center gap-3">
        <Meter label={t("completeness.title")} value={completeness} max={100} className="min-w-0 flex-1" />
        <span className="shrink-0 font-medium">{t("completeness.percent", { percent: completeness })}</span>
      </div>
      <Missing quality={quality} onFix={onFix} />
      <Said quality={quality} />
      {children}
      <Dialog open={reporting} onOpenChange={setReporting}>
        {reporting ? <ReportDialog {...{ of, quality }} onDone={() => setReporting(false)} /> : null}
      </Dialog>
    </Section>
  );
}

function Missing({ quality, onFix }: Pick<QualitySectionProps, "quality" | "onFix">) {
  const t = useTranslations("quality.completeness");
  const { missing } = quality;
  if (missing.length === 0) return <p className="text-12 text-muted-foreground">{t("whole")}</p>;
  return (
    <p className="mt-1 flex flex-wrap items-baseline gap-x-2 gap-y-0.5 text-12">
      <span className="text-faint-foreground">{t("missing")}</span>
      {missing.map(({ field, weight }) =>
        onFix ? (
          <button
            key={field}
            type="button"
            title={t("fix", { field: t(`fields.${field}`) })}
            onClick={() => onFix(field)}
            className="hit rounded-sm text-primary-text hover:underline max-md:min-h-8"
          >
            {t(`fields.${field}`)} <span className="text-faint-foreground">{t("plus", { weight })}</span>
          </button>
        ) : (
          <span key={field} className="text-muted-foreground">
            {t(`fields.${field}`)}
          </span>
        ),
      )}
    </p>
  );
}

/** What is said to be wrong, without who said it. */
function Said({ quality }: Pick<QualitySectionProps, "quality">) {
  const now = useNow();
  const { day } = useMoments();
  if (quality.issues.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-col gap-1">
      {quality.issues.map(({ id, kind, foundAt }) => (
        <li key={id} className="flex items-center gap-2">
          <KindBadge kind={kind} />
          <span className="text-12 text-faint-foreground">{day(foundAt, now)}</span>
        </li>
      ))}
    </ul>
  );
}
