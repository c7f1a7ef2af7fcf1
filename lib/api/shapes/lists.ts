import { z } from "zod";
import { CHANNELS, CUSTOMER_STATES, EVENT_KINDS, GRADES, INTENTS, LISTS, OUTCOMES, STAGES } from "@/db/enums";
import { DUE_WINDOWS, MINE_SORTS, MINE_VIEWS, POOL_SORTS, POOL_VIEWS } from "@/lib/customers/list-schema";
import { At, Id, Named, Permit, Rule } from "./common";
import { Contact, CustomValue } from "./customers";

const text = (description: string, max = 8_000) =>
  z.string().min(1).max(max).optional().meta({ description });
const number = (most: number, description: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .refine((digits) => Number(digits) <= most)
    .optional()
    .meta({ description });
const flag = z.enum(["1", "true"]).optional();
const several = (what: string) =>
  text(`${what}, several with commas between; a comma inside of one is \`%2C\`.`);

const narrowing = {
  q: text("Part of the name, its pinyin or initials. By contact, phone or credit code: `/search`.", 100),
  grade: several("Grades"),
  region: several("Regions"),
  industry: several("Industries"),
  source: several("Sources"),
  tag: text("A tag.", 100),
  fields: text("Own fields: `f_ab12cd34:o_x|o_y;f_ef56ab78:10..20`.", 4_000),
  cond: text("A condition in the language of the rules, as JSON."),
  cols: text("The columns of a view or a file: `region,industry-120,custom.f_ab12cd34`.", 2_000),
};

/** What the address of the pool may say. */
export const PoolSearch = z
  .strictObject({
    pool: Id.optional(),
    view: z.enum(POOL_VIEWS).optional(),
    sort: z.enum(POOL_SORTS).optional(),
    ...narrowing,
    entered: number(3650, "Entered at most so many days ago."),
    idle: number(3650, "Followed up last more than so many days ago."),
    bounced: number(1000, "Came back at least so many times."),
    tried: flag,
    import: Id.optional().meta({ description: "What this import created." }),
  })
  .meta({ id: "PoolSearch", description: "How the list of a pool is narrowed, as its address says it." });

/** What the address of "my customers" may say. */
export const MineSearch = z
  .strictObject({
    view: z.enum(MINE_VIEWS).optional(),
    sort: z.enum(MINE_SORTS).optional(),
    owner: Id.optional(),
    team: Id.optional(),
    pool: Id.optional(),
    stage: several("Stages"),
    ...narrowing,
    idle: number(3650, "No qualifying follow-up for so many days."),
    touched: number(3650, "Followed up within so many days."),
    won: flag,
    taken: z.literal("today").optional(),
    due: z.enum(DUE_WINDOWS).optional().meta({ description: "When it goes back." }),
    next: z.enum(DUE_WINDOWS).optional().meta({ description: "When the next step is." }),
  })
  .meta({ id: "MineSearch", description: "How customers in hands are narrowed, as the address says it." });

export const Search = z.union([PoolSearch, MineSearch]);
export const List = z.enum(LISTS).meta({ description: "What lies in a pool, or what is in hands." });

/** How many there are. */
export const Count = z
  .strictObject({ count: z.int(), about: z.boolean().meta({ description: "Whether it is estimated." }) })
  .meta({ id: "Count" });

const more = z.looseObject({
  expectedValue: z.int().nullable(),
  contractEndsOn: z.iso.date().nullable(),
  creditCode: z.string().nullable(),
  website: z.string().nullable(),
  createdAt: At,
  custom: z.record(z.string(), CustomValue),
});

const facts = {
  id: Id,
  name: z.string(),
  grade: z.enum(GRADES),
  stage: z.enum(STAGES),
  intent: z.enum(INTENTS),
  region: z.string().nullable(),
  industry: z.string().nullable(),
  source: z.string().nullable(),
  tags: z.array(z.string()),
  version: z.int(),
  lastFollowUpAt: At.nullable(),
  lastOutcome: z.enum(OUTCOMES).nullable(),
  contact: Contact.nullable(),
  more,
};

export const PoolRow = z
  .strictObject({
    ...facts,
    ownerCount: z.int(),
    bounceCount: z.int(),
    lastOwnerName: z.string().nullable(),
    lastFollowUpByName: z.string().nullable(),
    enteredAt: At,
    entered: z.strictObject({
      kind: z.enum(EVENT_KINDS),
      reason: z.string().nullable(),
      rule: Rule.nullable(),
    }),
    isNew: z.boolean().meta({ description: "It came in since you last looked." }),
    contactCount: z.int(),
    claim: Permit,
  })
  .meta({ id: "PoolRow", description: "A customer in a pool, as its list shows it." });

export const MineRow = z
  .strictObject({
    ...facts,
    state: z.enum(CUSTOMER_STATES),
    pool: Named,
    owner: Named,
    heldSince: At,
    dueAt: At.nullable(),
    dueRule: Rule.nullable(),
    dueFrom: At.nullable(),
    policyVersion: z.int().nullable(),
    urgency: z.string(),
    protectedUntil: At.nullable(),
    wonAt: At.nullable(),
    churnRiskAt: At.nullable(),
    won: z.strictObject({ amount: z.int(), currency: z.string() }).nullable(),
    qualifiedAt: At.nullable(),
    qualifiedChannel: z.enum(CHANNELS).nullable(),
    nextStep: z.string().nullable(),
    nextStepAt: At.nullable(),
    canReveal: z.boolean(),
  })
  .meta({ id: "MineRow", description: "A customer in hands, as the list shows it." });
