"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { PreviewDeadline, PreviewExample } from "@/lib/policies/types";
import { TraceView } from "./trace-view";

/** Customers whose deadline moves, each with why the rule that decides takes it. */
export function Examples({ examples }: { examples: readonly PreviewExample[] }) {
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
          <Example key={example.customerId} example={example} />
        ))}
      </ul>
    </Section>
  );
}

function Example({ example }: { example: PreviewExample }) {
  const t = useTranslations("policy.preview");
  const trace = useTranslations("drafts.trace");
  const [open, setOpen] = useState(false);
  return (
    <li className="border-hairline border-b py-2 last:border-b-0">
      <div className="flex items-center gap-2">
        <Link
          href={`/customers/${example.customerId}`}
          className="hit-line truncate font-medium hover:text-primary-text"
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
        {example.trace ? (
          <Button
            variant="text"
            size="xs"
            className="ms-auto"
            aria-expanded={open}
            aria-label={`${trace(open ? "hide" : "show")} ${example.name}`}
            onClick={() => setOpen(!open)}
          >
            {trace(open ? "hide" : "show")}
          </Button>
        ) : null}
      </div>
      {open && example.trace ? <TraceView trace={example.trace} /> : null}
    </li>
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
