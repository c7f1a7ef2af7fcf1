"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { AllocationPreview } from "@/components/allocation/allocation-preview";
import { FailureLine } from "@/components/customer/failure-line";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useMoney } from "@/components/customers/use-money";
import { useRuleNames } from "@/components/rules/names";
import { Badge, Dot } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Meter } from "@/components/ui/meter";
import { Section } from "@/components/ui/section";
import { emptiesBook } from "@/lib/policies/rules";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { PolicyPreview } from "@/lib/policies/types";
import { CustomerTrial } from "./customer-trial";
import { ForecastChart } from "./forecast-chart";
import { Examples } from "./preview-examples";
import { usePolicyWords } from "./use-policy-words";
import type { PreviewState } from "./use-preview";
import { Warnings } from "./warnings";

const PEOPLE_SHOWN = 8;
const WAYS = ["earlier", "later", "started", "ended"] as const;

/** Whom the draft would hit, beside the draft: a number, who, when, and why. Nothing here is written. */
export function PreviewPanel(props: {
  state: PreviewState;
  version: number;
  /** The draft; null while it isn't whole. */
  document: PolicyDocument | null;
}) {
  const { state, version, document } = props;
  const t = useTranslations("policy.preview");
  const common = useTranslations("common");
  const rules = useTranslations("rules.builder");
  const { preview, fresh, waiting, failure, retry } = state;
  return (
    <div aria-busy={!fresh && !waiting} className="pb-6">
      <div className="flex items-center gap-2 px-5 pt-3.5 text-12 max-md:px-4">
        <h2 className="text-muted-foreground">{t("title")}</h2>
        <span role="status" className="ms-auto flex items-center gap-1.5 text-faint-foreground">
          {failure ? null : <Dot className={fresh ? "text-primary" : "text-faint-foreground"} />}
          {failure ? null : waiting ? rules("waiting") : t(fresh ? "fresh" : "working")}
        </span>
      </div>
      {failure ? (
        <div className="px-5 pb-3 max-md:px-4">
          <FailureLine failure={failure} />
          <Button size="sm" className="mt-2" onClick={retry}>
            {common("retry")}
          </Button>
        </div>
      ) : null}
      {preview ? (
        <div className={cn("transition-opacity duration-140", !fresh && "opacity-60")}>
          <Headline preview={preview} version={version} />
          <Warnings warnings={preview.warnings} />
          <ForecastChart forecast={preview.forecast} version={version} draftVersion={version + 1} />
          <People preview={preview} />
          <AllocationPreview counts={preview.byAllocationRule} />
          {document ? <CustomerTrial poolId={preview.poolId} document={document} /> : null}
          <Examples examples={preview.examples} />
        </div>
      ) : (
        <p className="px-5 py-4 text-muted-foreground max-md:px-4">{failure ? null : t("first")}</p>
      )}
    </div>
  );
}

function Headline({ preview, version }: { preview: PolicyPreview; version: number }) {
  const t = useTranslations("policy.preview");
  const { moment } = useMoments();
  const now = useNow();
  const { hit, was, added, spared, held, graced, deadlines, people, noticeUntil } = preview;
  const { comma } = usePolicyWords();
  const trace = useTranslations("drafts.trace");
  const money = useMoney();
  const { currency } = useRuleNames();
  const over = people.filter((one) => one.overCap);
  const moved = WAYS.filter((way) => deadlines[way] > 0);
  return (
    <div className="px-5 pb-3 max-md:px-4">
      <div className="flex items-baseline gap-2">
        <b className="font-semibold text-28">{hit}</b>
        <span className="text-muted-foreground">
          {t("hit", { moment: moment(noticeUntil, now), people: people.filter((one) => one.hit > 0).length })}
        </span>
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-1.5">
        <span className="text-muted-foreground">{t("was", { version, count: was })}</span>
        {added > 0 ? <Badge tone="primary">{t("added", { count: added })}</Badge> : null}
        {spared > 0 ? <Badge>{t("spared", { count: spared })}</Badge> : null}
        {added + spared === 0 ? <Badge>{t("same")}</Badge> : null}
        {preview.value > 0 ? (
          <span className="text-muted-foreground">
            {trace("value", { amount: money(preview.value, currency) })}
          </span>
        ) : null}
      </div>
      <p className="mt-2 text-12 text-muted-foreground">
        {t("moves", { held })}
        {moved.length > 0
          ? moved.map((way) => t(`ways.${way}`, { count: deadlines[way] })).join(comma)
          : t("nothingMoves")}
        {t("stop")}
        {over.length > 0 ? ` ${t("overCap", { count: over.length, names: over[0]?.name ?? "" })}` : ""}
      </p>
      {graced > 0 ? (
        <p className="mt-1 text-12 text-muted-foreground">
          {t("graced", { count: graced, moment: moment(noticeUntil, now) })}
        </p>
      ) : null}
    </div>
  );
}

function People({ preview }: { preview: PolicyPreview }) {
  const t = useTranslations("policy.preview");
  const { people } = preview;
  if (people.length === 0) return null;
  const shown = people.slice(0, PEOPLE_SHOWN);
  const most = Math.max(1, ...people.map(({ hit, was }) => Math.max(hit, was)));
  return (
    <Section title={t("byRep")} aside={t("ofBook")}>
      <ul className="flex flex-col">
        {shown.map(({ userId, name, hit, was, held, counted, cap, overCap }) => {
          const share = Math.round((hit / Math.max(1, held)) * 100);
          return (
            <li
              key={userId}
              className="grid grid-cols-[64px_1fr_48px_40px] items-center gap-2 leading-6 max-md:min-h-11"
            >
              <Link href={`/members/${userId}`} className="hit-line truncate hover:text-primary-text">
                {name}
              </Link>
              <Meter label={t("repLabel", { name, hit, was, held })} value={hit} max={most} mark={was} />
              <span className="text-end">
                {hit}
                <span className="text-faint-foreground">/{held}</span>
              </span>
              <span
                className={cn(
                  "text-end",
                  emptiesBook(hit, held) ? "font-medium text-warning-text" : "text-faint-foreground",
                )}
              >
                {share}%
              </span>
              {overCap && cap !== null ? (
                <span className="col-span-3 col-start-2 text-12 text-warning-text">
                  {t("repOverCap", { counted, cap })}
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
      {people.length > PEOPLE_SHOWN ? (
        <p className="mt-1 text-12 text-faint-foreground">
          {t("morePeople", { count: people.length - PEOPLE_SHOWN })}
        </p>
      ) : null}
    </Section>
  );
}
