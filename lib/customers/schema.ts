import { z } from "zod";
import { GRADES, INTENTS, STAGES } from "@/db/enums";
import { CustomInput } from "@/lib/custom-fields/schema";
import { DATE, MONEY } from "@/lib/custom-fields/value-schema";
import { isMasked } from "@/lib/masking/mask";

export const RecordPoolVisitInput = z.strictObject({ poolId: z.uuid() });
export type RecordPoolVisitInput = z.infer<typeof RecordPoolVisitInput>;

export const CustomerInput = z.strictObject({ customerId: z.uuid() });
export type CustomerInput = z.infer<typeof CustomerInput>;

/** Two characters and more, or the last four digits of a phone. */
export const SearchInput = z.strictObject({ q: z.string().trim().max(100) });
export type SearchInput = z.infer<typeof SearchInput>;

/** Text that may be missing; what is empty is null. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullable()
    .transform((value) => value || null);

/** A value that the interface has masked is nothing to store. */
const contactText = (max: number) =>
  text(max).refine((value) => value === null || !isMasked(value), { message: "MASKED" });

const email = contactText(200).refine((value) => value === null || z.email().safeParse(value).success, {
  message: "EMAIL",
});

const contactFields = {
  name: text(100),
  title: text(100),
  phone: contactText(60),
  email,
  wechat: contactText(100),
};

const says = (contact: { name?: unknown; phone?: unknown; email?: unknown; wechat?: unknown }) =>
  Boolean(contact.name || contact.phone || contact.email || contact.wechat);

export const ContactInput = z
  .strictObject({
    name: contactFields.name.default(null),
    title: contactFields.title.default(null),
    phone: contactFields.phone.default(null),
    email: contactFields.email.default(null),
    wechat: contactFields.wechat.default(null),
    isPrimary: z.boolean().default(false),
  })
  .refine(says, { message: "EMPTY_CONTACT" });
export type ContactInput = z.infer<typeof ContactInput>;

const tags = z
  .array(z.string().trim().min(1).max(40))
  .max(20)
  .transform((values) => [...new Set(values)]);

const facts = {
  name: z.string().trim().min(1).max(200),
  grade: z.enum(GRADES),
  stage: z.enum(STAGES),
  intent: z.enum(INTENTS),
  industry: text(200),
  region: text(100),
  source: text(100),
  creditCode: text(40),
  website: text(500),
  address: text(500),
  note: text(5000),
  tags,
  /** Minor units of the organisation's currency. */
  expectedValue: MONEY.nullable(),
  contractEndsOn: DATE.nullable(),
};

/** A new customer, into the writer's hands or into a pool; `poolId` is the pool whose rules hold either way. */
export const CreateCustomerInput = z.strictObject({
  into: z.enum(["mine", "pool"]),
  poolId: z.uuid(),
  name: facts.name,
  grade: facts.grade.default("C"),
  stage: facts.stage.default("new"),
  intent: facts.intent.default("unknown"),
  industry: facts.industry.default(null),
  region: facts.region.default(null),
  source: facts.source.default(null),
  creditCode: facts.creditCode.default(null),
  website: facts.website.default(null),
  address: facts.address.default(null),
  note: facts.note.default(null),
  tags: facts.tags.default([]),
  expectedValue: facts.expectedValue.default(null),
  contractEndsOn: facts.contractEndsOn.default(null),
  custom: CustomInput.default({}),
  contacts: z.array(ContactInput).max(20).default([]),
  /** Whether one that is likely there already is refused until `reason` says why it is another. */
  likely: z.enum(["create", "refuse"]).default("create"),
  /** Why it is created though it may be there already: it goes to the merge desk with the pair. */
  reason: text(500).default(null),
});
export type CreateCustomerInput = z.infer<typeof CreateCustomerInput>;

/** Of a contact only what changes is named. */
const ContactChange = z.strictObject({ id: z.uuid() }).extend({
  ...z.strictObject(contactFields).partial().shape,
  isPrimary: z.literal(true).optional(),
});

/**
 * `editedAt` is the instant that the editor saw on the customer, `version` the ownership that he saw; only what he
 * changed is named.
 */
export const EditCustomerInput = z.strictObject({
  customerId: z.uuid(),
  /** Without it the changes hold whatever was edited meanwhile. */
  editedAt: z.iso.datetime({ offset: true }).optional(),
  version: z.int().positive().optional(),
  changes: z.strictObject(facts).partial().default({}),
  custom: CustomInput.default({}),
  contacts: z
    .strictObject({
      add: z.array(ContactInput).max(20).default([]),
      change: z.array(ContactChange).max(50).default([]),
      remove: z.array(z.uuid()).max(50).default([]),
    })
    .default({ add: [], change: [], remove: [] }),
  /** Whether one that the new contacts make likely the same is refused until `reason` says why it is another. */
  likely: z.enum(["edit", "refuse"]).optional(),
  /** Why it is kept though it may be another that is there: it goes to the merge desk with the pair. */
  reason: text(500).optional(),
});
export type EditCustomerInput = z.infer<typeof EditCustomerInput>;

/** Marked as one that may leave us, or no longer; `version` is the ownership that was seen. */
export const MarkChurnRiskInput = z.strictObject({
  customerId: z.uuid(),
  version: z.int().positive().optional(),
  risk: z.boolean(),
  note: z.string().trim().max(2000).default(""),
});
export type MarkChurnRiskInput = z.infer<typeof MarkChurnRiskInput>;

/** What a new customer is compared by while it is being typed. */
export const FindDuplicateInput = z.strictObject({
  name: z.string().trim().max(200).default(""),
  region: text(100).default(null),
  creditCode: text(40).default(null),
  phones: z.array(z.string().trim().max(60)).max(20).default([]),
});
export type FindDuplicateInput = z.infer<typeof FindDuplicateInput>;
