import { z } from "zod";
import type { Ctx } from "@/lib/context";
import type { ErrorCode } from "@/lib/errors";
import type { Actor, Permission } from "@/lib/permissions";
import type { TokenUse } from "@/lib/tokens/types";
import type { SeenVersion } from "./etag";

export const METHODS = ["get", "post", "put", "patch", "delete"] as const;
export type Method = (typeof METHODS)[number];

export const TAGS = [
  "account",
  "customers",
  "ownership",
  "follow-ups",
  "requests",
  "pools",
  "policies",
  "people",
  "imports",
  "events",
  "stats",
  "sweeps",
  "fields",
  "lists",
  "duplicates",
  "quality",
  "sources",
  "webhooks",
  "organization",
] as const;
export type Tag = (typeof TAGS)[number];

export type ApiCtx = Ctx & { actor: Extract<Actor, { kind: "user" }> };

/** What a call brings, read by the schemas of its endpoint. */
export type Call<P, Q, B> = {
  ctx: ApiCtx;
  use: TokenUse;
  params: P;
  query: Q;
  body: B;
  /** What If-Match says the caller has seen. */
  seen: SeenVersion | null;
  request: Request;
};

/** As an answer may be given: an instant as a Date too. */
export type Answer<T> = T extends string
  ? T | Date
  : T extends readonly (infer I)[]
    ? readonly Answer<I>[]
    : T extends object
      ? { [K in keyof T]: Answer<T[K]> }
      : T;

/**
 * Where the same Idempotency-Key gets the first answer: in the verb itself, around the whole call, there but kept sealed,
 * because the answer tells a secret, or nowhere, because it only looks or may be repeated as it is.
 */
export type Repeating = "verb" | "call" | "sealed" | "afresh";

type Facts = {
  /** Its name in generated clients. */
  id: string;
  method: Method;
  /** Under /api/v1, with its parameters in braces. */
  path: string;
  tag: Tag;
  summary: string;
  description?: string;
  /** The permission that its verb asks for first, and so the scope of the token; null is any token. */
  permission: Permission | null;
  /** 200 when absent. */
  status?: number;
  /** Of what can go wrong with the thing itself; what can go wrong with any call is known. */
  refusals?: readonly ErrorCode[];
  repeating?: Repeating;
  /** Whether it minds If-Match. */
  ifMatch?: true;
  /** The types that a body may have that is no JSON; the call reads it from the request. */
  upload?: readonly string[];
  /** The types of the file that it answers; it is then a Response. */
  download?: readonly string[];
};

const NOTHING = z.strictObject({});

type Parts<P, Q, B, O> = { params?: P; query?: Q; body?: B; output: O };

export type Endpoint = Facts & {
  params: z.ZodObject;
  query: z.ZodObject;
  body: z.ZodType;
  output: z.ZodType;
  run(call: Call<unknown, unknown, unknown>): Promise<unknown>;
  etag?(answer: unknown): string;
  location?(answer: unknown): string;
};

type Definition<P, Q, B, O> = Facts &
  Parts<P, Q, B, O> & {
    run(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<Answer<z.input<O>>>;
    /** The version of what is answered, for ETag. */
    etag?(answer: Answer<z.input<O>>): string;
    /** Where under /api/v1 the new thing is. */
    location?(answer: Answer<z.input<O>>): string;
  };

/** Declares a call of the API once: its handler and its part of the document are both made from this. */
export function endpoint<
  O extends z.ZodType,
  P extends z.ZodObject = typeof NOTHING,
  Q extends z.ZodObject = typeof NOTHING,
  B extends z.ZodType = typeof NOTHING,
>(definition: Definition<P, Q, B, O>): Endpoint {
  return { params: NOTHING, query: NOTHING, body: NOTHING, ...definition } as unknown as Endpoint;
}

/** Whether a call of the endpoint changes something, and may so carry an Idempotency-Key. */
export const changes = ({ method }: Pick<Endpoint, "method">): boolean => method !== "get";

/** Whether it takes a body at all. */
export const takesBody = ({ body }: Pick<Endpoint, "body">): boolean => body !== NOTHING;
