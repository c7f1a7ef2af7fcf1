import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import type { SetAutoMergeInput } from "./schema";

/** Switches on or off that pairs of pooled customers that are certain are merged without anybody being asked. */
export async function setAutoMerge(ctx: Ctx, input: SetAutoMergeInput): Promise<{ on: boolean }> {
  authorize(ctx.actor, "duplicates.manage");
  return once(ctx, "setAutoMerge", input, async (ctx) => {
    await ctx.db.execute(sql`insert into duplicate_settings (one, auto_merge) values (true, ${input.on})
      on conflict (one) do update set auto_merge = excluded.auto_merge`);
    return { on: input.on };
  });
}
