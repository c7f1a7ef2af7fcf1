import type { Ctx } from "@/lib/context";
import { ensureFieldIndex } from "@/lib/custom-fields/ensure-field-index";
import { readFieldDefs } from "@/lib/custom-fields/read-defs";
import { log } from "@/lib/log";
import { fieldsAskedBy } from "./require-workable-rules";
import type { PolicyDocument } from "./schema";

/**
 * Makes the indexes of the organisation's fields that the running rules ask for. For after the commit: an index that
 * could not be built makes the rules slower, and the publishing no less done.
 */
export async function indexAskedFields(
  ctx: Ctx,
  { returnRules, poolRules, allocationRules }: PolicyDocument,
): Promise<void> {
  const keys = fieldsAskedBy([...returnRules, ...poolRules, ...allocationRules].filter(({ on }) => on));
  if (keys.length === 0) return;
  try {
    const defs = await readFieldDefs(ctx.db);
    for (const { key, type } of defs) if (keys.includes(key)) await ensureFieldIndex(ctx, key, type);
  } catch (error) {
    log.warn({ err: error }, "the index of a field could not be built");
  }
}
