import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { makePageToken } from "./page-token";

/** The token of a page that is shown now. */
export function renewPage(ctx: Ctx, key: string): string {
  authorize(ctx.actor, "sources.submit");
  return makePageToken(key, ctx.now);
}
