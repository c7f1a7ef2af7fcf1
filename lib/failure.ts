import { randomBytes } from "node:crypto";
import type { ActionFailure } from "./action-result";
import { DomainError } from "./errors";
import { log } from "./log";

/** What the world is told of an error: a refusal as its code, anything else as INTERNAL with the `id` under which it was logged. */
export function failure(error: unknown, where: string): ActionFailure {
  if (error instanceof DomainError) return { ok: false, error: error.code, params: error.params };
  const id = randomBytes(5).toString("hex");
  log.error({ err: error, reference: id, where }, "unexpected error");
  return { ok: false, error: "INTERNAL", params: { id } };
}
