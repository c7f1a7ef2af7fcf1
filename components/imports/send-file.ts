import type { ErrorCode, ErrorParams } from "@/lib/errors";

/** A refusal as the server answers it; LOST is the connection that broke before the answer was whole. */
export type ImportFailure = { code: ErrorCode | "LOST" | "STOPPED"; params: ErrorParams };
export type Answer<T> = { ok: true; data: T } | ({ ok: false } & ImportFailure);

type Opened = { fileId: string; partBytes: number; parts: number };

const LANES = 3;
const TRIES = 4;
const WAIT_MS = 700;

async function refusalIn(response: Response): Promise<ImportFailure> {
  const problem = (await response.json().catch(() => null)) as {
    code?: ErrorCode;
    params?: ErrorParams;
  } | null;
  return problem?.code ? { code: problem.code, params: problem.params ?? {} } : { code: "LOST", params: {} };
}

/** What the server refused, on its way out of the loop that sends. */
class Refused extends Error {
  constructor(readonly failure: ImportFailure) {
    super("refused");
  }
}

async function ask<T>(url: string, init: RequestInit): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      const response = await fetch(url, init);
      if (response.ok) return (await response.json()) as T;
      // What the server itself could not do may go well the next time; what it refuses will not.
      if (response.status < 500 || tried === TRIES) throw new Refused(await refusalIn(response));
    } catch (error) {
      if (error instanceof Refused || init.signal?.aborted || tried === TRIES) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS * tried));
  }
}

/** Sends the parts of a file, some at a time; a part that is lost on the way is sent again. */
async function sendParts(
  file: File,
  opened: Opened,
  signal: AbortSignal,
  tell: (sent: number) => void,
): Promise<void> {
  let next = 0;
  let sent = 0;
  const lane = async () => {
    for (let part = next++; part < opened.parts; part = next++) {
      const body = file.slice(part * opened.partBytes, (part + 1) * opened.partBytes);
      await ask(`/api/imports/files/${opened.fileId}/parts/${part}`, { method: "PUT", body, signal });
      sent += body.size;
      tell(sent);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Sends a file to be kept, and answers its id; `tell` hears how many bytes have gone. */
export async function sendFile(
  file: File,
  signal: AbortSignal,
  tell: (sent: number) => void,
): Promise<Answer<{ fileId: string }>> {
  try {
    const opened = await ask<Opened>("/api/imports", {
      ...{ method: "POST", signal, headers: { "content-type": "application/json" } },
      body: JSON.stringify({ fileName: file.name.slice(-255) || "file", byteCount: file.size }),
    });
    await sendParts(file, opened, signal, tell);
    const data = await ask<{ fileId: string }>(`/api/imports/files/${opened.fileId}`, {
      method: "POST",
      signal,
    });
    return { ok: true, data };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, ...error.failure };
    return { ok: false, code: signal.aborted ? "STOPPED" : "LOST", params: {} };
  }
}
