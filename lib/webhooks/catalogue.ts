import { EVENT_KINDS } from "@/db/enums";

/** What happens beside the ledger, as it is told; `customer.<kind>` stands for each kind of event of the ledger. */
const OTHER_KINDS = [
  "customer.edited",
  "follow_up.logged",
  "deal.recorded",
  "activity.recorded",
  "request.asked",
  "request.answered",
  "import.finished",
  "policy.published",
  "user.deactivated",
  "user.reactivated",
] as const;

const LEDGER_KINDS = EVENT_KINDS.map((kind) => `customer.${kind}` as const);

/** Every kind of message that an endpoint can ask for. docs/webhooks.md shows each with an example. */
export const WEBHOOK_KINDS = [...LEDGER_KINDS, ...OTHER_KINDS] as const;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** All kinds, those to come too. */
export const ALL_KINDS = "*";

/** The kind of a message that only a person asks for, to try an endpoint. */
export const TEST_KIND = "webhook.test";

/** The group of a kind in the picker: what comes before the dot. */
export const groupOf = (kind: string): string => kind.split(".")[0] ?? "";

/** Whether a text names a kind that an endpoint can ask for. */
export const isWebhookKind = (kind: string): kind is WebhookKind =>
  (WEBHOOK_KINDS as readonly string[]).includes(kind);
