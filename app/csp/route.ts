import type { NextRequest } from "next/server";
import { readCspReport } from "@/lib/csp-report";
import { log } from "@/lib/log";

const PER_MINUTE = 30;
let minute = { at: 0, count: 0 };

/** Takes what browsers report of our content policy into the log, at most thirty a minute. */
export async function POST(request: NextRequest): Promise<Response> {
  const at = Math.floor(Date.now() / 60_000);
  if (minute.at !== at) minute = { at, count: 0 };
  if (Number(request.headers.get("content-length") ?? 0) > 8_192 || ++minute.count > PER_MINUTE) {
    return new Response(null, { status: 204 });
  }
  const report = readCspReport(await request.text());
  if (report) log.warn(report, "content policy violated");
  return new Response(null, { status: 204 });
}
