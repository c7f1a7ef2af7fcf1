import { z } from "zod";
import { ALL_KINDS, WEBHOOK_KINDS } from "./catalogue";
import { MOST_OVERLAP_HOURS } from "./rules";

const endpointId = z.uuid();

const facts = {
  url: z.url({ protocol: /^https?$/ }).max(2000),
  description: z.string().trim().max(200).default(""),
  /** The kinds that are wanted, or `["*"]` for all, those to come too. */
  kinds: z
    .array(z.enum([ALL_KINDS, ...WEBHOOK_KINDS]))
    .min(1)
    .max(100)
    .transform((kinds) => (kinds.includes(ALL_KINDS) ? [ALL_KINDS] : [...new Set(kinds)].toSorted())),
};

export const CreateEndpointInput = z.strictObject(facts);
export type CreateEndpointInput = z.infer<typeof CreateEndpointInput>;

export const EditEndpointInput = z.strictObject({ endpointId, ...facts });
export type EditEndpointInput = z.infer<typeof EditEndpointInput>;

export const EndpointInput = z.strictObject({ endpointId });
export type EndpointInput = z.infer<typeof EndpointInput>;

export const SwitchEndpointInput = z.strictObject({ endpointId, on: z.boolean() });
export type SwitchEndpointInput = z.infer<typeof SwitchEndpointInput>;

/** For `overlapHours` the old secret signs too; 0 ends it at once. */
export const RotateSecretInput = z.strictObject({
  endpointId,
  overlapHours: z.int().min(0).max(MOST_OVERLAP_HOURS).default(24),
});
export type RotateSecretInput = z.infer<typeof RotateSecretInput>;

/** One delivery, or all that were given up since an instant. */
export const ReplayInput = z.strictObject({
  endpointId,
  deliveryId: z.uuid().optional(),
  failedSince: z.iso.datetime({ offset: true }).optional(),
});
export type ReplayInput = z.infer<typeof ReplayInput>;

export const ListDeliveriesInput = z.strictObject({
  endpointId,
  state: z.enum(["due", "delivered", "failed"]).optional(),
  cursor: z.int().positive().optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type ListDeliveriesInput = z.input<typeof ListDeliveriesInput>;

export const DeliveryInput = z.strictObject({ deliveryId: z.uuid() });
export type DeliveryInput = z.infer<typeof DeliveryInput>;
