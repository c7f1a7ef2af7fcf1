import { useTranslations } from "next-intl";
import type { Condition } from "@/lib/conditions/schema";
import type { Reminder, ReturnRule } from "@/lib/policies/return-rule";
import { sayCondition, shown, spaced, verbatim } from "./condition-words";
import { leadOf } from "./lead";
import { useRuleNames } from "./names";
import { anchorOf, type Part, topGroup } from "./tree";
import { useConditionWords } from "./use-condition-words";
import { useRuleWords } from "./use-rule-words";

/** A stretch of the sentence of a rule; `at` is the place where it is edited, null is what stands between. */
export type Piece = { text: string; at: string | null };

/** Stand-ins for what is put into a sentence, so that each language keeps its own order. */
const SLOTS = { who: "\uE001", clock: "\uE002", pool: "\uE003", except: "\uE004" } as const;
type Slot = keyof typeof SLOTS;
const IS_SLOT = /([\uE001-\uE004])/;

function filled(sentence: string, parts: Partial<Record<Slot, readonly Piece[]>>): Piece[] {
  return sentence.split(IS_SLOT).flatMap((text): readonly Piece[] => {
    const slot = (Object.keys(SLOTS) as Slot[]).find((one) => SLOTS[one] === text);
    return slot ? (parts[slot] ?? []) : text ? [{ text, at: null }] : [];
  });
}

/** A condition that says nothing: everybody, or nobody. */
export const isEmpty = (condition: Condition): boolean =>
  ("all" in condition && condition.all.length === 0) || ("any" in condition && condition.any.length === 0);

/** What the clock of a rule counts, as part of its sentence: 超过 7 个工作日没有有效跟进. */
function useClockText(): (clock: ReturnRule["clock"]) => string {
  const t = useTranslations("rules");
  const words = useRuleWords();
  return ({ since, span }) => {
    if (!Number.isFinite(span.amount)) return t(`clock.${since}`, { span: t("clause.empty") });
    return span.amount === 0 ? t(`atOnce.${since}`) : t(`clock.${since}`, { span: words.span(span) });
  };
}

/** When who is told before the deadline. */
export function useRemindersText(): (reminders: readonly Reminder[]) => string {
  const t = useTranslations("rules.remind");
  const lead = useLeadText();
  const comma = useTranslations("rules.clause")("comma");
  return (reminders) => {
    const parts = (["owner", "owner_and_manager"] as const).flatMap((to) => {
      const leads = reminders.filter((one) => one.to === to).map((one) => lead(one.beforeMinutes));
      return leads.length > 0 ? [t(to, { leads: leads.join(comma) })] : [];
    });
    return spaced(parts.length > 0 ? parts.join(t("comma")) : t("none"));
  };
}

/** A lead time in its largest whole unit: 3 天. */
export function useLeadText(): (minutes: number) => string {
  const t = useTranslations("policy.lead");
  return (minutes) => {
    const { unit, count } = leadOf(minutes);
    return t(unit, { count });
  };
}

/** A whole rule as one sentence in the reader's language, in pieces or as text. */
export function useRuleSentence() {
  const t = useTranslations("rules.sentence");
  const words = useConditionWords();
  const clock = useClockText();
  const { pools } = useRuleNames();
  const condition = (given: Condition, part: Part): Piece[] =>
    sayCondition(topGroup(given, part), words).map(({ text, path }) => ({
      text,
      at: path && anchorOf(part, path),
    }));
  const poolName = (targetPoolId: string | null, own: string): string =>
    targetPoolId === null ? own : (pools.find(({ id }) => id === targetPoolId)?.name ?? t("otherPool"));
  const marked = (rule: ReturnRule, ownPool: string): Piece[] => {
    const except = isEmpty(rule.except)
      ? []
      : filled(t("except", { who: SLOTS.who }), { who: condition(rule.except, "except") });
    const said = filled(t(isEmpty(rule.when) ? "all" : "some", SLOTS), {
      who: condition(rule.when, "when"),
      clock: [{ text: spaced(clock(rule.clock)), at: "clock" }],
      pool: [{ text: verbatim(poolName(rule.targetPoolId, ownPool)), at: "target" }],
      except,
    });
    if (rule.coolDownDays === null || !Number.isFinite(rule.coolDownDays)) return said;
    return [...said, { text: t("cool", { days: rule.coolDownDays }), at: "cool" }];
  };
  const plain = (parts: readonly Piece[]) => shown(spaced(parts.map(({ text }) => text).join(""))).trim();
  return {
    pieces: (rule: ReturnRule, ownPool: string): Piece[] =>
      marked(rule, ownPool).map(({ text, at }) => ({ text: shown(text), at })),
    poolName,
    text: (rule: ReturnRule, ownPool: string): string => plain(marked(rule, ownPool)),
    condition: (given: Condition, part: Part): string =>
      isEmpty(given) ? "" : plain(condition(given, part)),
    clock: (given: ReturnRule["clock"]): string => spaced(clock(given)),
  };
}
