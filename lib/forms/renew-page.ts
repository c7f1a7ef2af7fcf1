import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { addMs } from "@/lib/time";
import { makePageToken } from "./page-token";
import { LEAST_MS } from "./rules";

/** The token of a page that is shown now; who has `waited` on the page before needs no time to write it again. */
export function renewPage(ctx: Ctx, key: string, waited = false): string {
  authorize(ctx.actor, "sources.submit");
  return makePageToken(key, waited ? addMs(ctx.now, -LEAST_MS) : ctx.now);
}
