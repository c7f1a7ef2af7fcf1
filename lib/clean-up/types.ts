import type { InvalidReason } from "@/db/enums";
import type { RuleBrief } from "@/lib/policies/rule-brief";

/** When a pooled customer leaves its pool if nobody takes it, by which rule, and where to. */
export type Stay = {
  endsAt: Date;
  rule: RuleBrief;
  end: { kind: "invalidate"; reason: InvalidReason } | { kind: "move"; poolName: string };
};
