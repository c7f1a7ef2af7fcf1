"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { auditLedgerAction } from "@/lib/ledger/actions";
import type { LedgerTotals } from "@/lib/ledger/audit";
import { AUDIT_NAMES, type AuditResult } from "@/lib/ledger/audit-types";

type Checked = { at: Date; totals: LedgerTotals; results: AuditResult[] };

/** The books are checked: each thing that must hold, in words, and what breaks it if anything does. */
export function AuditScreen({ totals }: { totals: LedgerTotals }) {
  const t = useTranslations("ledger.audit");
  const ledger = useTranslations("ledger");
  const format = useFormatter();
  const { moment } = useMoments();
  const now = useNow();
  const [checked, setChecked] = useState<Checked | null>(null);
  const { run, busy, failure } = useAsking();
  const check = async () => {
    const done = await run(() => auditLedgerAction({}));
    if (done) setChecked(done);
  };
  const shown = checked?.totals ?? totals;
  const broken = checked?.results.filter(({ rows }) => rows > 0) ?? [];
  const button = (
    <Button variant="primary" busy={busy} onClick={() => void check()}>
      {t(checked ? "again" : "start")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        crumbs={[{ label: ledger("title"), href: "/ledger" }]}
        actions={button}
        ruled
      />
      <PhoneHeader title={t("title")} back={{ href: "/ledger", label: ledger("title") }} />
      <Panes>
        <Pane>
          <div className="max-w-[860px] px-5 pt-4 pb-12 max-md:px-4">
            <p className="max-w-[60ch] text-muted-foreground">{t("lead")}</p>
            <p className="mt-1 text-12 text-muted-foreground">
              {t("totals", {
                events: format.number(shown.events),
                customers: format.number(shown.customers),
                tenures: format.number(shown.tenures),
              })}
            </p>
            <div className="mt-3 md:hidden">{button}</div>
            <FailureLine failure={failure} />
            <div role="status" className="mt-4 min-h-8">
              {busy ? <p className="text-muted-foreground">{t("working")}</p> : null}
              {checked && !busy ? (
                <p className="flex items-center gap-2 font-medium text-16">
                  {broken.length === 0 ? (
                    <CircleCheck aria-hidden className="size-5 text-success-text" />
                  ) : (
                    <TriangleAlert aria-hidden className="size-5 text-warning-text" />
                  )}
                  {broken.length === 0
                    ? t("sound", { count: checked.results.length })
                    : t("broken", { count: broken.length, all: checked.results.length })}
                  <span className="font-normal text-13 text-muted-foreground">{moment(checked.at, now)}</span>
                </p>
              ) : null}
            </div>
            <ul className="mt-2">
              {AUDIT_NAMES.map((name) => (
                <Line
                  key={name}
                  name={name}
                  result={checked?.results.find((one) => one.name === name) ?? null}
                />
              ))}
            </ul>
          </div>
        </Pane>
      </Panes>
    </>
  );
}

function Line({ name, result }: { name: (typeof AUDIT_NAMES)[number]; result: AuditResult | null }) {
  const t = useTranslations("ledger.audit");
  const bad = result !== null && result.rows > 0;
  return (
    <li className="border-hairline border-t py-2.5">
      <div className="flex items-start gap-3">
        <span className="max-w-[60ch]">{t(`names.${name}`)}</span>
        <span className={`ms-auto shrink-0 text-12 ${bad ? "text-warning-text" : "text-muted-foreground"}`}>
          {result === null ? t("notYet") : bad ? t("rows", { count: result.rows }) : t("holds")}
        </span>
      </div>
      {bad ? (
        <details className="mt-1">
          <summary className="cursor-pointer text-12 text-muted-foreground">
            {t("sample", { count: result.sample.length })}
          </summary>
          <ul className="mt-1 flex flex-col gap-1 overflow-x-auto font-mono text-12">
            {result.sample.map((row) => (
              <li key={JSON.stringify(row)}>{JSON.stringify(row)}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  );
}
