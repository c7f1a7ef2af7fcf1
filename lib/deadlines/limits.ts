import type { DeadlineRule } from "@/db/enums";
import type { PolicyDocument } from "@/lib/policies/schema";

/** The hours (first contact) or calendar days that a rule of the policy gives; null when the policy hasn't that rule. */
export function limitOf(policy: PolicyDocument, rule: DeadlineRule): number | null {
  switch (rule) {
    case "first_contact":
      return policy.firstContactHours;
    case "no_follow_up":
      return policy.noFollowUpDays;
    case "no_deal":
      return policy.noDealDays;
  }
}
