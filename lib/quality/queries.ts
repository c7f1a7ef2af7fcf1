import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { readSettings } from "./read-settings";
import type { QualitySettings } from "./types";

/** What each field counts for, and from when a customer counts as gone. */
export async function getQualitySettings(ctx: Ctx): Promise<QualitySettings> {
  authorize(ctx.actor, "quality.read");
  return readSettings(ctx.db);
}
