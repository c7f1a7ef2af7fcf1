import { DomainError } from "@/lib/errors";
import type { ImportDetails } from "@/lib/imports/import-types";
import { kick } from "@/lib/imports/kick";
import { getImport } from "@/lib/imports/queries";
import { StartImportInput } from "@/lib/imports/schema";
import { checkImport, startImport } from "@/lib/imports/start-import";
import { once } from "@/lib/operations";
import { findPoolId } from "@/lib/pools/name-pools";
import type { ApiCtx } from "./endpoint";

export type ImportAsked = {
  fileId: string;
  /** What is the same when the same file is sent again. */
  file: { fileName: string; hash: string } | { fileId: string };
  pool: string | undefined;
  options: unknown;
  mapping: unknown;
  /** Only counts what would happen. */
  check: boolean;
};

/** What a form's field says as JSON; nothing when it is not there. INVALID_INPUT when it is none. */
export function jsonOf(form: Record<string, string>, field: string): unknown {
  const text = form[field];
  if (text === undefined || text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("INVALID_INPUT", { field });
  }
}

const IN_FORM = ["file", "pool", "options", "mapping", "check"];

/** Whether a form only tries: INVALID_INPUT for a word that is none of ours, which would bring in what was to be tried. */
export function checkOf(form: Record<string, string>, asked: string | undefined): boolean {
  const strange = Object.keys(form).find((field) => !IN_FORM.includes(field));
  if (strange !== undefined) throw new DomainError("INVALID_INPUT", { field: strange.slice(0, 100) });
  const check = form.check ?? asked ?? "false";
  if (check !== "true" && check !== "false") throw new DomainError("INVALID_INPUT", { field: "check" });
  return check === "true";
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Has a stored file entered, or tried; the same operation key with the same file gets the first answer. */
export async function beginImport(ctx: ApiCtx, asked: ImportAsked): Promise<ImportDetails> {
  const { fileId, pool, check } = asked;
  if (!pool) throw new DomainError("INVALID_INPUT", { field: "pool" });
  if (asked.options !== undefined && !isObject(asked.options)) {
    throw new DomainError("INVALID_INPUT", { field: "options" });
  }
  const plan = { ...asked.options, ...(asked.mapping === undefined ? {} : { mapping: asked.mapping }) };
  const input = StartImportInput.safeParse({ fileId, poolId: await findPoolId(ctx, { pool }), plan });
  if (!input.success) {
    // Of the plan what the caller names: its mapping, or one of the options.
    const [first = "", ...rest] = input.error.issues[0]?.path ?? [];
    const path = first !== "plan" ? [first, ...rest] : rest[0] === "mapping" ? rest : ["options", ...rest];
    throw new DomainError("INVALID_INPUT", { field: path.join(".") });
  }
  const same = { file: asked.file, poolId: input.data.poolId, plan: input.data.plan, check };
  const begun = await once(ctx, "createImport", same, async (tx) => {
    const { importId } = await (check ? checkImport : startImport)(tx, input.data);
    return getImport(tx, { importId });
  });
  await kick(ctx, "run-imports");
  return begun;
}
