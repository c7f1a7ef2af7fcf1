import { newRuleId } from "@/components/rules/presets";
import { type AllocationRule, allocationRule } from "@/lib/policies/allocation-rule";

/** What sales companies begin with; the team is the one that a rule for a team begins with. */
export const ALLOCATION_PRESETS = {
  everybody_in_turn: () => allocationRule({ id: newRuleId() }),
  fewest_first: () => allocationRule({ id: newRuleId(), method: "fewest_held" }),
  best_to_team: (teamId) =>
    allocationRule({
      ...{ id: newRuleId(), when: { field: "grade", op: "in", values: ["A"] } },
      to: teamId === null ? { kind: "everybody" } : { kind: "teams", teamIds: [teamId] },
    }),
} as const satisfies Record<string, (teamId: string | null) => AllocationRule>;
export type AllocationPresetName = keyof typeof ALLOCATION_PRESETS;
export const ALLOCATION_PRESET_NAMES = Object.keys(ALLOCATION_PRESETS) as AllocationPresetName[];
