import { useLocale, useTranslations } from "next-intl";
import { useMoney } from "@/components/customers/use-money";
import { DATA_ISSUE_KINDS, GRADES, INTENTS, STAGES } from "@/db/enums";
import { type BuiltInField, CUSTOM_PREFIX, FIELDS } from "@/lib/conditions/fields";
import type { Clause } from "@/lib/conditions/schema";
import { type ConditionWords, spaced, verbatim } from "./condition-words";
import { isMoney, useRuleNames } from "./names";
import { useRuleWords } from "./use-rule-words";

const isBuiltIn = (field: string): field is BuiltInField => Object.hasOwn(FIELDS, field);

/** What fields and the values of their clauses are called. */
export function useFieldWords() {
  const t = useTranslations("rules");
  const grades = useTranslations("enums.grade");
  const stages = useTranslations("enums.stage");
  const intents = useTranslations("enums.intent");
  const issues = useTranslations("quality.kinds");
  const { customFields, teams } = useRuleNames();
  const own = (field: string) => customFields.find(({ key }) => CUSTOM_PREFIX + key === field);
  const name = (field: string): string =>
    isBuiltIn(field) ? t(`fields.${field}`) : (own(field)?.label ?? t("clause.unknownField"));
  const value = (field: string, given: string): string => {
    const grade = field === "grade" ? GRADES.find((one) => one === given) : undefined;
    if (grade) return grades(grade);
    const stage = field === "stage" ? STAGES.find((one) => one === given) : undefined;
    if (stage) return stages(stage);
    const intent = field === "intent" ? INTENTS.find((one) => one === given) : undefined;
    if (intent) return intents(intent);
    const issue = field === "dataIssues" ? DATA_ISSUE_KINDS.find((one) => one === given) : undefined;
    if (issue) return issues(issue);
    if (field === "ownerTeam") return teams.find(({ id }) => id === given)?.name ?? t("clause.unknownTeam");
    return own(field)?.options.find((option) => option.value === given)?.label ?? given;
  };
  return { name, value };
}

const FLAGS = ["won", "churnRisk", "contacted", "hasPhone", "hasEmail", "hasWechat", "ownerOnLeave"] as const;

function useClauseText(): (clause: Clause) => string {
  const t = useTranslations("rules.clause");
  const flags = useTranslations("rules.flags");
  const locale = useLocale();
  const money = useMoney();
  const names = useRuleNames();
  const fields = useFieldWords();
  const rules = useRuleWords();
  const listed = (clause: Extract<Clause, { values: string[] }>): string => {
    const words = clause.values.map((value) => verbatim(fields.value(clause.field, value)));
    const last = words.pop();
    if (last === undefined) return t("empty");
    return words.length > 0 ? words.join(t("comma")) + t("orLast") + last : last;
  };
  const number = (clause: Extract<Clause, { number: number }>): string => {
    if (!Number.isFinite(clause.number)) return t("empty");
    if (isMoney(clause.field, names)) return money(clause.number, names.currency);
    return new Intl.NumberFormat(locale).format(clause.number);
  };
  return (clause) => {
    const field = verbatim(fields.name(clause.field));
    switch (clause.op) {
      case "in":
      case "not_in":
        return t(clause.op, { key: clause.field, field, values: listed(clause) });
      case "has_any":
      case "has_all":
        return t(clause.op, { field, values: listed(clause), many: clause.values.length > 1 ? "yes" : "no" });
      case "has_none":
        return t("has_none", { field, values: listed(clause) });
      case "contains":
        return t("contains", { field, text: verbatim(clause.text) || t("empty") });
      case "at_least":
      case "at_most":
      case "equals":
        return t(clause.op, { field, number: number(clause) });
      case "is": {
        const flag = FLAGS.find((one) => one === clause.field);
        const on = String(clause.flag);
        return flag ? flags(flag, { on }) : flags("custom", { on, field });
      }
      case "from":
      case "until":
        return t(clause.op, { field, day: clause.day || t("empty") });
      case "for_at_least":
      case "for_less_than": {
        const span = Number.isFinite(clause.span.amount) ? rules.span(clause.span) : t("empty");
        return t(clause.op, { field, span });
      }
      case "is_set":
      case "is_empty":
        return t(clause.op, { field });
    }
  };
}

const SLOT = "\uE000";
const around = (text: string): readonly [string, string] => {
  const [open = "", close = ""] = text.split(SLOT);
  return [open, close];
};

/** Conditions in the reader's language: every field, operator and value by what people call it. */
export function useConditionWords(): ConditionWords {
  const t = useTranslations("rules.clause");
  const clause = useClauseText();
  return {
    clause: (one) => spaced(clause(one)),
    ...{ and: t("and"), or: t("or"), always: t("always"), never: t("never") },
    bracket: around(t("bracket", { inner: SLOT })),
    not: around(t("not", { inner: SLOT })),
  };
}
