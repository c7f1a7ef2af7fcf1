import { eq } from "drizzle-orm";
import { z } from "zod";
import { customers } from "@/db/schema/customers";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { editCustomer } from "./edit-customer";
import { lockForEditor } from "./require-editor";
import { EditCustomerInput } from "./schema";

const tag = z.string().trim().min(1).max(40);

export const TagCustomerInput = z.strictObject({
  customerId: z.uuid(),
  add: z.array(tag).max(20).default([]),
  remove: z.array(tag).max(20).default([]),
});
export type TagCustomerInput = z.infer<typeof TagCustomerInput>;

/** Adds and takes away tags of a customer for whoever may edit it; those that others have given stay. INVALID_INPUT above twenty. */
export async function tagCustomer(
  ctx: Ctx,
  input: TagCustomerInput,
): Promise<{ customerId: string; tags: string[] }> {
  authorize(ctx.actor, "customers.edit");
  const { customerId, add, remove } = input;
  return once(ctx, "tagCustomer", input, async (ctx) => {
    await lockForEditor(ctx, customerId);
    const [row] = await ctx.db
      .select({ tags: customers.tags })
      .from(customers)
      .where(eq(customers.id, customerId));
    if (!row) throw new DomainError("NOT_FOUND");
    const kept = row.tags.filter((one) => !remove.includes(one));
    const tags = [...new Set([...kept, ...add])];
    const edit = EditCustomerInput.safeParse({ customerId, changes: { tags } });
    if (!edit.success) throw new DomainError("INVALID_INPUT", { field: "tags" });
    await editCustomer(ctx, edit.data);
    return { customerId, tags };
  });
}
