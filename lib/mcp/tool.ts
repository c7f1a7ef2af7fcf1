import type { z } from "zod";
import type { ApiCtx } from "@/lib/api/endpoint";
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

/** Declares a tool for assistants: a verb, its input, and in words when to use it. */
export function tool<S extends z.ZodObject>(
  definition: Facts & {
    input: S;
    run(ctx: ApiCtx, input: z.output<S>, speech: Speech): Promise<unknown>;
  },
): Tool {
  return definition;
}
