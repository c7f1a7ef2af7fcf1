"use client";

import { Check, Minus, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useMoney } from "@/components/customers/use-money";
import { shown } from "@/components/rules/condition-words";
import { fieldsOf, isMoney, useRuleNames } from "@/components/rules/names";
import { oppositeOf } from "@/components/rules/tree";
import { useConditionWords, useFieldWords } from "@/components/rules/use-condition-words";
import { cn } from "@/components/ui/cn";
import { nodesOf } from "@/lib/conditions/nodes";
import { type Clause, type Condition, isClause, partsOf } from "@/lib/conditions/schema";
import type { NodeTrace, RuleTrace } from "@/lib/policies/trace-types";

type Row = {
  key: string;
  depth: number;
  holds: boolean;
  /** A clause as it is said, or which group this is. */
  clause: Clause | null;
  group: "all" | "any" | "not" | null;
  value: NodeTrace["value"];
};

/** The nodes of a condition as rows, top to bottom; a denied clause that has an opposite says that instead. */
function rowsOf(root: Condition, answers: readonly NodeTrace[]): Row[] {
  const answerTo = new Map(
    nodesOf(root).map((node, n) => [node, answers[n] ?? { holds: false, value: null }]),
  );
  const rows = (node: Condition, depth: number, key: string): Row[] => {
    const { holds, value } = answerTo.get(node) ?? { holds: false, value: null };
    const row = { key, depth, holds, value };
    if (isClause(node)) return [{ ...row, clause: node, group: null }];
    const parts = partsOf(node);
    const [only, ...others] = parts;
    if ("not" in node) {
      const opposite = only && isClause(only) ? oppositeOf(only) : null;
      const fact = only ? answerTo.get(only)?.value : null;
      if (opposite) return [{ ...row, clause: opposite, group: null, value: fact ?? null }];
    } else if (only && others.length === 0) return rows(only, depth, key);
    const group = "not" in node ? ("not" as const) : "all" in node ? ("all" as const) : ("any" as const);
    const inner = depth + (key === "0" && group === "all" ? 0 : 1);
    const below = parts.flatMap((part, n) => rows(part, inner, `${key}.${n}`));
    return inner === depth ? below : [{ ...row, clause: null, group }, ...below];
  };
  return rows(root, 0, "0");
}

/** The fact as the customer has it, in words. */
function useValueText(): (clause: Clause, value: NodeTrace["value"]) => string {
  const t = useTranslations("drafts.trace");
  const comma = useTranslations("policy")("comma");
  const locale = useLocale();
  const { moment, age } = useMoments();
  const now = useNow();
  const money = useMoney();
  const names = useRuleNames();
  const fields = useFieldWords();
  return ({ field }, value) => {
    if (typeof value === "boolean") {
      return t("flag", { field: fields.name(field), on: String(value) });
    }
    if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return t("empty");
    if (Array.isArray(value)) return value.map((one) => fields.value(field, one)).join(comma);
    if (typeof value === "number") {
      return isMoney(field, names)
        ? money(value, names.currency)
        : new Intl.NumberFormat(locale).format(value);
    }
    if (fieldsOf(names)[field]?.kind !== "elapsed") return fields.value(field, value);
    const at = moment(value, now);
    return new Date(value) > now ? at : t("ago", { moment: at, age: age(value, now) });
  };
}

/** Whether it is so; an exception that isn't has nothing to say, so it is no more than a dash. */
function Mark({ holds, excepts }: { holds: boolean; excepts: boolean }) {
  const t = useTranslations("drafts.trace");
  const Icon = holds ? Check : excepts ? Minus : X;
  return (
    <Icon
      aria-label={t(holds ? "yes" : "no")}
      className={cn(
        "mt-0.5 size-3.5 shrink-0",
        holds ? "text-success-text" : excepts ? "text-faint-foreground" : "text-muted-foreground",
      )}
    />
  );
}

const INDENT = ["", "ps-4", "ps-8", "ps-12"] as const;

function Conditions(props: {
  title: string;
  none: string;
  condition: Condition;
  answers: readonly NodeTrace[];
  excepts?: boolean;
}) {
  const { title, none, condition, answers, excepts = false } = props;
  const t = useTranslations("drafts.trace");
  const words = useConditionWords();
  const valueText = useValueText();
  const rows = rowsOf(condition, answers);
  return (
    <>
      <dt className="text-faint-foreground">{title}</dt>
      <dd>
        {rows.length === 0 || (!isClause(condition) && partsOf(condition).length === 0) ? (
          <span className="text-muted-foreground">{none}</span>
        ) : (
          <ul>
            {rows.map(({ key, depth, holds, clause, group, value }) => (
              <li key={key} className={cn("flex gap-1.5", INDENT[Math.min(depth, INDENT.length - 1)])}>
                <Mark {...{ holds, excepts }} />
                <span className="min-w-0">
                  {clause ? shown(words.clause(clause)) : t(group ?? "all")}
                  {clause ? (
                    <span className="text-muted-foreground">
                      {" · "}
                      {valueText(clause, value)}
                    </span>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        )}
      </dd>
    </>
  );
}

/** From when the clock runs and when it ends, with what stops it in between. */
function ClockWords({ trace }: { trace: RuleTrace }) {
  const t = useTranslations("drafts.trace");
  const { moment } = useMoments();
  const now = useNow();
  const say = (at: string) => moment(at, now);
  const { from, endedAt, runOutAt, pauses, graceUntil } = trace;
  if (!from || !endedAt) return <span className="text-muted-foreground">{t("noClock")}</span>;
  const open = (until: string) => !Number.isFinite(Date.parse(until));
  return (
    <>
      <span>{t("runs", { from: say(from), until: say(endedAt) })}</span>
      {pauses.map((pause) => (
        <span key={pause.from} className="block text-muted-foreground">
          {open(pause.until)
            ? t("pausedOpen", { from: say(pause.from) })
            : t("pausedFor", {
                ...{ from: say(pause.from), until: say(pause.until), runOut: say(runOutAt ?? endedAt) },
              })}
        </span>
      ))}
      {graceUntil ? (
        <span className="block text-muted-foreground">{t("notice", { moment: say(graceUntil) })}</span>
      ) : null}
    </>
  );
}

/** Why a rule takes a customer, or doesn't: its clock, and clause by clause what the customer has. */
export function TraceView({ trace }: { trace: RuleTrace }) {
  const t = useTranslations("drafts.trace");
  const { moment } = useMoments();
  const now = useNow();
  const { rule, when, except, askedAt } = trace;
  return (
    <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-2 gap-y-1 rounded-md bg-muted px-2.5 py-2 text-12">
      <Conditions title={t("when")} none={t("everybody")} condition={rule.when} answers={when} />
      <Conditions title={t("except")} none={t("nobody")} condition={rule.except} answers={except} excepts />
      <dt className="text-faint-foreground">{t("clock")}</dt>
      <dd>
        <ClockWords trace={trace} />
      </dd>
      <dd className="col-span-2 text-faint-foreground">{t("asked", { moment: moment(askedAt, now) })}</dd>
    </dl>
  );
}
