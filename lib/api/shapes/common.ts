import { z } from "zod";
import { Span } from "@/lib/conditions/schema";
import { ERROR_CODES } from "@/lib/errors";
import { CLOCK_STARTS } from "@/lib/policies/return-rule";

export const Id = z.uuid();
export const At = z.iso.datetime();
export const Named = z.strictObject({ id: Id, name: z.string() }).meta({ id: "Named" });

/** Facts of a refusal. */
export const Params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const ErrorCodeShape = z.enum(ERROR_CODES).meta({
  id: "ErrorCode",
  description: "What went wrong; the same codes as in the interface.",
});

export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: ErrorCodeShape,
    detail: z
      .string()
      .meta({ description: "The sentence of the interface, in the language of Accept-Language." }),
    params: Params.meta({ description: "The facts of the sentence." }),
    errors: z
      .array(
        z.strictObject({
          field: z.string(),
          code: z.string(),
          limit: z.number().optional(),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: "What is wrong with which field of the input." }),
  })
  .meta({ id: "Problem", description: "A refusal, by RFC 9457." });

/** Why the caller's yes isn't that of a second person. */
export const SameHands = z
  .strictObject({ how: z.enum(["given", "gave", "shared"]), name: z.string(), until: At.nullable() })
  .meta({
    id: "SameHands",
    description:
      "Why your yes doesn't count beside the asker's: you have your account, role, password or address from him since less than seven days (`given`), he from you (`gave`), or both from a third (`shared`). Null `until`: as long as a token lives that one made for the other.",
  });

/** Whether the caller may do it now, and if not, why. */
export const Permit = z
  .union([
    z.strictObject({ ok: z.literal(true) }),
    z.strictObject({ ok: z.literal(false), error: ErrorCodeShape, params: Params }),
  ])
  .meta({ id: "Permit" });

export const Rule = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    since: z.enum([...CLOCK_STARTS, "pooled"]),
    span: Span,
  })
  .meta({ id: "Rule", description: "A rule of a policy as far as it names it." });

export const Use = z.strictObject({ used: z.int(), limit: z.int(), resetsAt: At }).meta({ id: "Use" });

/** Pages of a list: give `nextCursor` back as `cursor`; null is the end. */
export const page = <S extends z.ZodType>(item: S) =>
  z.strictObject({ data: z.array(item), nextCursor: z.string().nullable() });

/** A list that fits one answer. */
export const whole = <S extends z.ZodType>(item: S) => z.strictObject({ data: z.array(item) });

/** What a page is asked by. */
export const Paging = {
  cursor: z.string().max(2000).optional().meta({ description: "The nextCursor of the page before." }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ description: "How many a page may have." }),
};

export const ById = z.strictObject({ id: Id });

/** A refusal inside of an answer, for one item of many. */
const Refused = z.strictObject({
  customerId: Id,
  name: z.string().nullable(),
  ok: z.literal(false),
  error: ErrorCodeShape,
  params: Params,
});

export const Held = z
  .strictObject({
    customerId: Id,
    name: z.string(),
    version: z.int(),
    dueAt: At.nullable(),
    rule: Rule.nullable(),
    policyVersion: z.int(),
  })
  .meta({
    id: "Held",
    description: "A customer that has just come into somebody's hands, with its deadline.",
  });

/** What became of each of several customers. */
export const outcomes = <S extends z.ZodRawShape>(done: S) =>
  z.strictObject({
    data: z.array(
      z.union([
        z.strictObject({ customerId: Id, name: z.string().nullable(), ok: z.literal(true), ...done }),
        Refused,
      ]),
    ),
  });

/** An object with each of these names. */
export const perName = <N extends string, S extends z.ZodType>(names: readonly N[], schema: S) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, schema])) as Record<N, S>);
