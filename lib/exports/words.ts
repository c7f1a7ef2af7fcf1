import {
  type Intent,
  type ListName,
  type Locale,
  type Outcome,
  RELEASE_REASONS,
  type Stage,
} from "@/db/enums";
import type { CustomValue, FieldFacts } from "@/lib/custom-fields/types";
import type { Entry } from "@/lib/customers/types";
import { clockMeaning, shortRuleText } from "@/lib/i18n/rule-text";
import { translatorFor } from "@/lib/i18n/translator";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import { MINE_COLUMNS, POOL_COLUMNS } from "@/lib/views/columns";

/** How an exported list says things: in the asker's language, instants and amounts as every spreadsheet sorts them. */
export type ExportWords = {
  comma: string;
  fields: readonly FieldFacts[];
  heading: (list: ListName, column: string) => string;
  sheet: (list: ListName) => string;
  stage: (stage: Stage) => string;
  intent: (intent: Intent) => string;
  outcome: (outcome: Outcome) => string;
  entry: (entry: Entry) => string;
  rule: (rule: RuleBrief) => string;
  instant: (at: Date | null) => string | null;
  /** An amount in units of the currency, a number. */
  amount: (minor: number, currency?: string) => number;
  own: (field: FieldFacts, value: CustomValue | null) => string | number | null;
  watermark: (facts: { name: string; at: Date; rows: number; filters: string }) => string;
};

const digitsOf = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

function entryWords(locale: Locale): (entry: Entry) => string {
  const t = translatorFor(locale, "pool");
  const enums = translatorFor(locale, "enums");
  return ({ kind, reason, rule }) => {
    if (kind === "reclaimed")
      return rule ? rule.name || t(`entered.reclaimed.${clockMeaning(rule)}`) : t("entered.reclaimed.other");
    if (kind === "released") {
      const known = RELEASE_REASONS.find((one) => one === reason);
      return known ? enums(`releaseReason.${known}`) : t("entered.released");
    }
    if (kind === "created") return t(reason === "import" ? "entered.imported" : "entered.created");
    if (kind === "departed" || kind === "restored" || kind === "moved") return t(`entered.${kind}`);
    return t("entered.other");
  };
}

/** The words of a file in this language; `currency` is the organisation's. */
export function exportWords(
  locale: Locale,
  place: { timeZone: string; currency: string; fields: readonly FieldFacts[] },
): ExportWords {
  const t = translatorFor(locale, "exports");
  const enums = translatorFor(locale, "enums");
  const columns = translatorFor(locale, "views");
  const rules = translatorFor(locale, "rules");
  const common = translatorFor(locale, "common");
  const stamp = new Intl.DateTimeFormat("sv-SE", {
    ...{ timeZone: place.timeZone, dateStyle: "short", timeStyle: "short" },
  });
  const comma = t("comma");
  const amount = (minor: number, currency = place.currency) => minor / 10 ** digitsOf(currency);
  const own = (field: FieldFacts, value: CustomValue | null) => {
    if (value === null) return null;
    const label = (one: string) => field.options.find((option) => option.value === one)?.label ?? one;
    if (typeof value === "boolean") return common(value ? "yes" : "no");
    if (Array.isArray(value)) return value.map(label).join(comma);
    if (typeof value === "string") return field.type === "choice" ? label(value) : value;
    return field.type === "money" ? amount(value) : value;
  };
  return {
    ...{ comma, fields: place.fields, amount, own, entry: entryWords(locale) },
    heading: (list, id) => {
      const shared = (["customer", "grade"] as const).find((one) => one === id);
      if (shared) return columns(`columns.${shared}`);
      const pool = list === "pool" ? POOL_COLUMNS.find((one) => one === id) : undefined;
      const mine = list === "mine" ? MINE_COLUMNS.find((one) => one === id) : undefined;
      return pool ? columns(`columns.pool.${pool}`) : mine ? columns(`columns.mine.${mine}`) : id;
    },
    sheet: (list) => t(`lists.${list}`),
    stage: (stage) => enums(`stage.${stage}`),
    intent: (intent) => enums(`intent.${intent}`),
    outcome: (outcome) => enums(`outcome.${outcome}`),
    rule: (rule) => shortRuleText(rules, rule),
    instant: (at) => (at ? stamp.format(at) : null),
    watermark: ({ name, at, rows, filters }) =>
      t("watermark", { name, at: stamp.format(at), rows, filters: filters || t("noFilters") }),
  };
}
