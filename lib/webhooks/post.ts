import { type Dispatcher, request } from "undici";
import { PrivateAddressError } from "./guarded-agent";
import { askedMs, failureOf } from "./rules";

/** From the first look at the name to the end of the answer's headers. */
export const DEADLINE_MS = 10_000;
/** What follows the headers is only for the log. */
const BODY_MS = 2_000;
const MOST_READ = 65_536;
const KEPT = 1_024;

/** What came of sending a message. */
export type Posted = {
  status: number | null;
  durationMs: number;
  answer: string;
  /** Null for a success. */
  error: string | null;
  /** How long the receiver asked to wait. */
  askedMs: number;
};

/** The first kilobyte of the answer; it stops reading at 64 KB, and after two seconds. */
async function readStart(body: Dispatcher.ResponseData["body"]): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  body.on("error", () => {});
  const stop = setTimeout(() => body.destroy(), BODY_MS);
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (size < KEPT) chunks.push(chunk);
      size += chunk.length;
      if (size >= MOST_READ) break;
    }
  } catch {
    // A receiver that stops in the middle of its answer has answered.
  } finally {
    clearTimeout(stop);
    body.destroy();
  }
  return Buffer.concat(chunks).subarray(0, KEPT).toString("utf8").replaceAll("\u0000", "");
}

const CODES: Record<string, string> = {
  ...{ ENOTFOUND: "name_not_found", EAI_AGAIN: "name_not_found", ECONNREFUSED: "not_reachable" },
  ...{ EHOSTUNREACH: "not_reachable", ENETUNREACH: "not_reachable", UND_ERR_CONNECT_TIMEOUT: "timeout" },
  ...{ UND_ERR_HEADERS_TIMEOUT: "timeout", UND_ERR_BODY_TIMEOUT: "timeout", UND_ERR_ABORTED: "timeout" },
  ...{ ECONNRESET: "closed_early", UND_ERR_SOCKET: "closed_early", EPIPE: "closed_early" },
};

function errorOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof PrivateAddressError) return "private_address";
    if (at.name === "TimeoutError" || at.name === "AbortError") return "timeout";
    const code = "code" in at ? String(at.code) : "";
    if (CODES[code]) return CODES[code];
    if (/^(ERR_TLS|CERT_|DEPTH_|UNABLE_|SELF_SIGNED|ERR_SSL|EPROTO)/.test(code)) return "tls";
  }
  return "no_answer";
}

/**
 * Posts a message: no redirect is followed, everything takes ten seconds at most, and of an answer no more is read than
 * 64 KB. Never throws: what goes wrong is a code.
 */
export async function post(
  url: string,
  message: { headers: Record<string, string>; body: string },
  { dispatcher, now, deadlineMs = DEADLINE_MS }: { dispatcher: Dispatcher; now: Date; deadlineMs?: number },
): Promise<Posted> {
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  try {
    const response = await request(url, {
      ...{ method: "POST", dispatcher, body: message.body, signal: AbortSignal.timeout(deadlineMs) },
      headers: { ...message.headers, "content-type": "application/json", "user-agent": "Gonghai-Webhooks/1" },
    });
    const status = response.statusCode;
    const answer = await readStart(response.body);
    const header = response.headers["retry-after"];
    const asked = askedMs(typeof header === "string" ? header : null, now);
    return { status, durationMs: took(), answer, error: failureOf(status), askedMs: asked };
  } catch (error) {
    return { status: null, durationMs: took(), answer: "", error: errorOf(error), askedMs: 0 };
  }
}
