import type { ActionResult } from "@/lib/action-result";

/** What a server action answers, or INTERNAL when no answer came: the page says so instead of falling over. */
export async function answered<T>(asked: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await asked;
  } catch {
    return { ok: false, error: "INTERNAL", params: {} };
  }
}
