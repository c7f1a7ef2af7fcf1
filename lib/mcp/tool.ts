import { z } from "zod";
import type { ApiCtx } from "@/lib/api/endpoint";
import { OPERATION_KEY } from "@/lib/api/operation-key";
import type { Speech } from "@/lib/api/problem";
import type { Permission } from "@/lib/permissions";

type Facts = {
  name: string;
  title: string;
  description: string;
  /** Of the permissions of its verb; whoever has not got it isn't offered the tool. */
  permission: Permission;
  /** Whether it only looks, and whether it takes away what is not easily had again. */
  hint: "reads" | "adds" | "takes_away";
};

export type Tool = Facts & {
  input: z.ZodObject;
  run(ctx: ApiCtx, input: unknown, speech: Speech): Promise<unknown>;
};

const operationId = z
  .string()
  .regex(OPERATION_KEY)
  .optional()
  .describe(
    "Makes the call safe to repeat: give a new UUID for each thing that the user wants done. If no answer comes, call again with the same one and the same arguments: the first answer comes back and nothing is done twice.",
  );

/**
 * Declares a tool for assistants: a verb, its input, and in words when to use it. An argument that it doesn't know is refused,
 * so that nothing that was meant is lost; what changes something may carry an operationId.
 */
export function tool<S extends z.ZodObject>(
  definition: Facts & {
    input: S;
    run(ctx: ApiCtx, input: z.output<S>, speech: Speech): Promise<unknown>;
  },
): Tool {
  const { input, hint } = definition;
  const taken: z.ZodObject = hint === "reads" ? input : input.extend({ operationId });
  return { ...definition, input: taken.strict() } as Tool;
}

/** The operation that a call names, apart from what the verb takes. */
export function operationOf(input: unknown): { key: string | undefined; given: unknown } {
  if (typeof input !== "object" || input === null || !("operationId" in input)) {
    return { key: undefined, given: input };
  }
  const { operationId: key, ...given } = input;
  return { key: typeof key === "string" ? key : undefined, given };
}
