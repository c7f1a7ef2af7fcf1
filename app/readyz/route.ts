import { connection } from "next/server";
import { database } from "@/lib/database";
import { NOT_READY, readiness } from "@/lib/health";
import { log } from "@/lib/log";

const LIMIT_MS = 3_000;

/** The process can serve: 200, or 503 with what is missing. */
export async function GET(): Promise<Response> {
  await connection();
  const late = new Promise<never>((_, reject) =>
    setTimeout(reject, LIMIT_MS, new Error("no answer")).unref(),
  );
  try {
    const state = await Promise.race([readiness(database().db, new Date()), late]);
    return Response.json(state, { status: state.ready ? 200 : 503 });
  } catch (error) {
    log.warn({ err: error }, "not ready");
    return Response.json(NOT_READY, { status: 503 });
  }
}
