import type { NextRequest } from "next/server";
import { systemCtx } from "@/lib/auth/system-ctx";
import { database } from "@/lib/database";
import { failure } from "@/lib/failure";
import { receivePost } from "@/lib/inbox/receive-post";
import { problem } from "@/lib/route";

const MOST_BYTES = 1_048_576;
const KEPT_HEADERS = ["idempotency-key", "webhook-id", "x-signature", "x-hub-signature-256"];

/** The whole body, or null when it is longer than we take. */
async function bodyOf(request: NextRequest): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A post of another system: its key and, where it has one, its signature are all that it has to show. */
export async function POST(
  request: NextRequest,
  context: { params: Promise<{ key: string }> },
): Promise<Response> {
  try {
    const { key } = await context.params;
    const body = await bodyOf(request);
    if (!body) return new Response(null, { status: 413 });
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => {
        const value = request.headers.get(name);
        return value ? [[name, value]] : [];
      }),
    );
    const contentType = request.headers.get("content-type") ?? "";
    const received = await receivePost(systemCtx(database().db), { key, contentType, headers, body });
    // What it became is nobody's business outside.
    return Response.json({ id: received.submissionId }, { status: 202 });
  } catch (error) {
    const { error: code, params } = failure(error, "inbox");
    return problem(code, params);
  }
}
