"use client";

import { useCallback, useRef } from "react";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import type { FilePreview, ImportLine, ImportProgress, ImportResult } from "@/lib/imports/import-types";
import type { Mapping } from "@/lib/imports/rules";
import type { ImportOptions, TableChoices } from "@/lib/imports/schema";

/** A refusal as the server answers it; LOST is the connection that broke before the answer was whole. */
export type ImportFailure = { code: ErrorCode | "LOST"; params: ErrorParams };
export type Answer<T> = { ok: true; data: T } | ({ ok: false } & ImportFailure);
export type ImportAsked = { poolId: string; mapping: Mapping; options: ImportOptions };

const LOST = { ok: false, code: "LOST", params: {} } as const;

async function refusalIn(response: Response): Promise<Answer<never>> {
  const problem = (await response.json().catch(() => null)) as {
    code?: ErrorCode;
    params?: ErrorParams;
  } | null;
  return problem?.code ? { ok: false, code: problem.code, params: problem.params ?? {} } : LOST;
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ImportLine> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield JSON.parse(line) as ImportLine;
  }
}

function formWith(file: File, request: unknown): FormData {
  const form = new FormData();
  form.set("request", JSON.stringify(request));
  form.set("file", file);
  return form;
}

/** Sends a file to be looked at; a later one takes the place of one under way, which then answers null. */
export function usePreview(): (file: File, table: TableChoices) => Promise<Answer<FilePreview> | null> {
  const underWay = useRef<AbortController>(undefined);
  return useCallback(async (file, table) => {
    underWay.current?.abort();
    const controller = new AbortController();
    underWay.current = controller;
    try {
      const init = { method: "POST", body: formWith(file, table), signal: controller.signal };
      const response = await fetch("/api/imports/preview", init);
      if (!response.ok) return await refusalIn(response);
      return { ok: true, data: (await response.json()) as FilePreview };
    } catch {
      return controller.signal.aborted ? null : LOST;
    }
  }, []);
}

/** Imports a file, or counts what that would do; `tell` hears how far it is. The same key twice imports once. */
export async function sendImport(
  file: File,
  asked: ImportAsked,
  key: string,
  tell: (progress: ImportProgress) => void,
): Promise<Answer<ImportResult>> {
  try {
    const init = { method: "POST", body: formWith(file, asked), headers: { "idempotency-key": key } };
    const response = await fetch("/api/imports", init);
    if (!response.ok || !response.body) return await refusalIn(response);
    for await (const line of linesOf(response.body)) {
      if (line.kind === "progress") tell(line.progress);
      if (line.kind === "done") return { ok: true, data: line.result };
      if (line.kind === "refused") return { ok: false, code: line.error as ErrorCode, params: line.params };
    }
    return LOST;
  } catch {
    return LOST;
  }
}
