import { backToMarketing, nobodyWants, type PoolRule, wrongNumber } from "@/lib/policies/pool-rule";
import { newRuleId } from "./presets";

/** What sales companies do with what nobody takes; `onTo` is the pool that a move begins with. */
export const POOL_PRESETS = {
  nobody_wants: () => nobodyWants(30),
  back_to_marketing: () => backToMarketing(3, 14),
  wrong_number: () => wrongNumber(14),
  move_on: (onTo) => ({
    ...nobodyWants(15),
    id: newRuleId(),
    end: onTo === null ? nobodyWants(15).end : { kind: "move", poolId: onTo },
  }),
} as const satisfies Record<string, (onTo: string | null) => PoolRule>;
export type PoolPresetName = keyof typeof POOL_PRESETS;
export const POOL_PRESET_NAMES = Object.keys(POOL_PRESETS) as PoolPresetName[];

/** The preset under an id that the pool hasn't yet. */
export function fromPoolPreset(
  name: PoolPresetName,
  rules: readonly PoolRule[],
  onTo: string | null,
): PoolRule {
  const made = POOL_PRESETS[name](onTo);
  return rules.some(({ id }) => id === made.id) ? { ...made, id: newRuleId() } : made;
}
