import { getTranslations } from "next-intl/server";
import { knownJob, knownReason } from "@/components/ledger/words";
import { shortRuleText } from "@/lib/i18n/rule-text";
import { exportEvents, type LedgerWords } from "@/lib/ledger/export-events";
import { readLedgerParams } from "@/lib/ledger/schema";
import { withCtx } from "@/lib/route";
import { dayOf } from "@/lib/time";

async function wordsFor(timeZone: string): Promise<LedgerWords> {
  const t = await getTranslations("ledger");
  const kinds = await getTranslations("enums.eventKind");
  const states = await getTranslations("enums.state");
  const rules = await getTranslations("rules");
  const allocation = await getTranslations("allocation");
  const release = await getTranslations("enums.releaseReason");
  const invalid = await getTranslations("enums.invalidReason");
  // Sorts as text, and every spreadsheet reads it.
  const stamp = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return {
    heading: (column) => t(`columns.${column}`),
    kind: (kind) => kinds(kind),
    state: (state) => states(state),
    rule: (rule) => shortRuleText(rules, rule),
    allocation: ({ name, method, to }) => name || allocation("short", { method, to }),
    job: (job) => t(`jobs.${knownJob(job)}`),
    instant: (at) => stamp.format(at),
    reason: (stored) => {
      const known = knownReason(stored);
      if (!known) return stored;
      if (known.group === "release") return release(known.reason);
      return known.group === "invalid" ? invalid(known.reason) : t(`reasons.${known.reason}`);
    },
  };
}

/** The ledger under the filters of the address as a CSV, written as it is read. */
export const GET = withCtx(async ({ ctx, organization }, request) => {
  const { cursor: _cursor, ...filters } = readLedgerParams(Object.fromEntries(request.nextUrl.searchParams));
  const pieces = exportEvents(ctx, filters, await wordsFor(organization.timeZone));
  const text = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(text.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  const name = `ledger-${dayOf(ctx.now, organization.timeZone)}.csv`;
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
});
