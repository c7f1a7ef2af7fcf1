"use client";

import { ArrowRight, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { FailureLine } from "@/components/customer/failure-line";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Badge, Dot } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Meter } from "@/components/ui/meter";
import { Section } from "@/components/ui/section";
import { emptiesBook, type PolicyWarning } from "@/lib/policies/rules";
import type { PolicyPreview, PreviewDeadline, PreviewExample } from "@/lib/policies/types";
import { ForecastChart } from "./forecast-chart";
import { usePolicyWords } from "./use-policy-words";
import type { PreviewState } from "./use-preview";

const PEOPLE_SHOWN = 8;
/** Emptied books beyond these are counted: the people are listed below anyway. */
const BOOKS_SHOWN = 2;
const WAYS = ["earlier", "later", "started", "ended"] as const;

/** Whom the draft would hit, beside the draft: a number, who, when, and why. Nothing here is written. */
export function PreviewPanel({ state, version }: { state: PreviewState; version: number }) {
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

/** What an admin should know first, in words. */
export function Warnings({ warnings }: { warnings: readonly PolicyWarning[] }) {
  const t = useTranslations("policy.warnings");
  const words = usePolicyWords();
  const rules = useRuleWords();
  if (warnings.length === 0) return null;
  const say = (warning: PolicyWarning): string => {
    switch (warning.code) {
      case "NOTHING_RECLAIMS":
        return t("NOTHING_RECLAIMS");
      case "REMINDER_BEFORE_CLOCK":
        return t("REMINDER_BEFORE_CLOCK", {
          ...{ lead: words.lead(warning.leadMinutes), rule: rules.short(warning.rule) },
          clock: words.lead(warning.clockMinutes),
        });
      case "DAILY_ABOVE_WEEKLY":
        return t("DAILY_ABOVE_WEEKLY", { perDay: warning.perDay, perWeek: warning.perWeek });
      case "UNDECLARED_YEAR":
        return t("UNDECLARED_YEAR", {
          ...{ years: warning.years.join(words.comma), rule: rules.short(warning.rule) },
        });
      case "CLAIMS_SWITCHED_OFF":
        return t("CLAIMS_SWITCHED_OFF", { field: words.name(warning.field) });
      case "EMPTIES_BOOK":
        return t("EMPTIES_BOOK", {
          ...{ name: warning.name, hit: warning.hit, held: warning.held },
          share: Math.round((warning.hit / Math.max(1, warning.held)) * 100),
        });
    }
  };
  const books = warnings.filter(({ code }) => code === "EMPTIES_BOOK");
  const hidden = new Set(books.slice(BOOKS_SHOWN));
  return (
    <ul className="flex flex-col gap-1.5 border-hairline border-t px-5 py-3 max-md:px-4">
      {warnings
        .filter((warning) => !hidden.has(warning))
        .map((warning) => (
          <li key={say(warning)} className="flex gap-2 text-12 text-warning-text">
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {say(warning)}
          </li>
        ))}
      {hidden.size > 0 ? (
        <li className="ps-5.5 text-12 text-warning-text">{t("moreBooks", { count: hidden.size })}</li>
      ) : null}
    </ul>
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
            <li key={userId} className="grid grid-cols-[64px_1fr_48px_40px] items-center gap-2 leading-6">
              <Link href={`/members/${userId}`} className="truncate hover:text-primary-text">
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

function Examples({ examples }: { examples: readonly PreviewExample[] }) {
  const t = useTranslations("policy.preview");
  if (examples.length === 0) {
    return (
      <Section title={t("samples", { count: 0 })}>
        <p className="text-12 text-muted-foreground">{t("noSamples")}</p>
      </Section>
    );
  }
  return (
    <Section title={t("samples", { count: examples.length })}>
      <ul>
        {examples.map((example) => (
          <li key={example.customerId} className="border-hairline border-b py-2 last:border-b-0">
            <div className="flex items-center gap-2">
              <Link
                href={`/customers/${example.customerId}`}
                className="truncate font-medium hover:text-primary-text"
              >
                {example.name}
              </Link>
              <span className="ms-auto shrink-0 text-muted-foreground">{example.userName}</span>
            </div>
            <div className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-12 text-muted-foreground">
              <DeadlineWords deadline={example.was} />
              <ArrowRight aria-label={t("becomes")} className="size-3 shrink-0" />
              <span className="text-foreground">
                <DeadlineWords deadline={example.becomes} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function DeadlineWords({ deadline }: { deadline: PreviewDeadline }) {
  const t = useTranslations("policy.preview");
  const rules = useRuleWords();
  const { moment } = useMoments();
  const now = useNow();
  if (!deadline) return <span>{t("noClock")}</span>;
  return (
    <span className="whitespace-nowrap">
      {moment(deadline.dueAt, now)} {rules.short(deadline.rule)}
      {deadline.graceUntil ? ` ${t("byNotice")}` : ""}
    </span>
  );
}
