import type {
  AllocationRuleChange,
  FieldChange,
  PolicyChange,
  PolicyValue,
  PoolRuleChange,
  RuleChange,
} from "@/lib/policies/rules";
import { diffPolicies } from "@/lib/policies/rules";
import { PolicyDocument } from "@/lib/policies/schema";

/** Every field of a policy beside its return rules by its path, in the order in which the editor shows them. */
export const POLICY_FIELDS = [
  "holdingCap",
  "won.countsTowardsCap",
  "claimLimits.perDay",
  "claimLimits.perWeek",
  "coolDownDays",
  "protection.maxCustomers",
  "protection.maxDays",
  "maskContacts",
  "qualifying.channels",
  "qualifying.outcomes",
  "qualifying.minNoteLength",
  "freezeHours",
  "bounceGuard",
  "autoAllocate",
  "overflowOrder",
  "quietHours",
  "requests.waitDays",
  "requests.perTenure",
  "requests.maxDays",
  "qualifying.evidenceFor",
  "sham.sameTextDays",
  "sham.inARowSeconds",
  "sham.lastMinutes",
  "sham.counts",
  "guard.factor",
  "guard.atLeast",
] as const;
export type PolicyField = (typeof POLICY_FIELDS)[number];

export const isPolicyField = (field: string): field is PolicyField =>
  (POLICY_FIELDS as readonly string[]).includes(field);

/** The place in the form where a field is edited. */
export const fieldAnchor = (field: PolicyField): string => `field-${field.replace(".", "-")}`;

type Branch = Record<string, unknown>;

/** The value of a field. */
export function valueAt(document: PolicyDocument, field: PolicyField): PolicyValue {
  let value: unknown = document;
  for (const key of field.split(".")) value = (value as Branch)[key];
  return value as PolicyValue;
}

/** The rules may be half written while another field is set. */
const Fields = PolicyDocument.omit({ returnRules: true, poolRules: true, allocationRules: true });

/** The document with one field replaced; the given one stays as it is. */
export function withValue(document: PolicyDocument, field: PolicyField, value: PolicyValue): PolicyDocument {
  const [first = "", second] = field.split(".");
  const { returnRules, poolRules, allocationRules, ...fields } = document;
  const branch = fields as Branch;
  const next = second ? { ...(branch[first] as Branch), [second]: value } : value;
  return { ...Fields.parse({ ...branch, [first]: next }), returnRules, poolRules, allocationRules };
}

type Rule = { id: string };
type Changed<R> = { id: string; to: R | null; moved: boolean };

/** One's own order with what others brought at the place that it has with them, or theirs with one's own at its place. */
function inOrder<R extends Rule>(
  rules: readonly R[],
  leading: readonly string[],
  other: readonly string[],
): R[] {
  const order = [...leading];
  for (const [index, id] of other.entries()) {
    if (!order.includes(id)) order.splice(Math.min(index, order.length), 0, id);
  }
  return order.flatMap((id) => rules.find((rule) => rule.id === id) ?? []);
}

/** The rules of `onto` with what a draft has changed over `from`. */
function rebaseRules<R extends Rule>(
  mine: readonly Changed<R>[],
  from: readonly R[],
  onto: readonly R[],
  draft: readonly R[],
): R[] {
  const changed = new Map(mine.filter(({ moved }) => !moved).map(({ id, to }) => [id, to]));
  const kept = onto.flatMap((rule) => {
    const own = changed.get(rule.id);
    return own === undefined ? [rule] : own === null ? [] : [own];
  });
  const known = new Set(kept.map(({ id }) => id));
  const brought = draft.filter(({ id }) => changed.has(id) && !known.has(id));
  const ids = (rules: readonly R[]) => rules.map(({ id }) => id);
  const common = (rules: readonly R[], others: readonly R[]) =>
    ids(rules).filter((id) => ids(others).includes(id));
  const before = common(from, draft);
  const reordered = common(draft, from).some((id, index) => id !== before[index]);
  const [leading, other] = reordered ? [draft, onto] : [onto, draft];
  return inOrder([...kept, ...brought], ids(leading), ids(other));
}

/**
 * What a draft becomes when another version came into force: one's own changes stay, the rest follows the new one. A
 * return rule is one thing: whoever has changed it here keeps it whole.
 */
export function rebase(from: PolicyDocument, onto: PolicyDocument, draft: PolicyDocument): PolicyDocument {
  let next = onto;
  for (const { field, to } of fieldChanges(diffPolicies(from, draft))) {
    if (isPolicyField(field)) next = withValue(next, field, to);
  }
  const mine = diffPolicies(from, draft);
  return {
    ...next,
    returnRules: rebaseRules(ruleChanges(mine), from.returnRules, onto.returnRules, draft.returnRules),
    poolRules: rebaseRules(poolRuleChanges(mine), from.poolRules, onto.poolRules, draft.poolRules),
    allocationRules: rebaseRules(
      allocationRuleChanges(mine),
      from.allocationRules,
      onto.allocationRules,
      draft.allocationRules,
    ),
  };
}

export const fieldChanges = (changes: readonly PolicyChange[]): FieldChange[] =>
  changes.filter((change) => change.kind === "field");

export const ruleChanges = (changes: readonly PolicyChange[]): RuleChange[] =>
  changes.filter((change) => change.kind === "rule");

export const poolRuleChanges = (changes: readonly PolicyChange[]): PoolRuleChange[] =>
  changes.filter((change) => change.kind === "pool_rule");

export const allocationRuleChanges = (changes: readonly PolicyChange[]): AllocationRuleChange[] =>
  changes.filter((change) => change.kind === "allocation_rule");

/** The changes of fields by their field. */
export const changesByField = (changes: readonly PolicyChange[]): ReadonlyMap<string, FieldChange> =>
  new Map(fieldChanges(changes).map((change) => [change.field, change]));

const PHONE_FIELDS: ReadonlySet<string> = new Set([
  ...["holdingCap", "won.countsTowardsCap", "claimLimits.perDay", "claimLimits.perWeek", "autoAllocate"],
]);

/** Whether the field is edited on the phone too. */
export const isOnPhone = (field: PolicyField): boolean => PHONE_FIELDS.has(field);

/** A rule that is but switched off: nobody loses a customer by that. */
const isPause = ({ from, to, moved }: RuleChange | PoolRuleChange | AllocationRuleChange): boolean =>
  !moved &&
  from !== null &&
  to !== null &&
  !to.on &&
  JSON.stringify({ ...from, on: false }) === JSON.stringify(to);

/** Whether the changes may be published from a phone: quotas, and rules that are switched off. */
export const fitForPhone = (changes: readonly PolicyChange[]): boolean =>
  changes.every((change) => (change.kind === "field" ? PHONE_FIELDS.has(change.field) : isPause(change)));
