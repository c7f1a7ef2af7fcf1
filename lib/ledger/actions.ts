"use server";

import { z } from "zod";
import { action } from "@/lib/action";
import { auditLedger, getLedgerTotals } from "./audit";
import { listEvents } from "./queries";
import { LedgerParams } from "./schema";

/** The next page of the ledger. */
export const listEventsAction = action(LedgerParams, (ctx, input) => listEvents(ctx, input));

/** Checks the books now; it may take some seconds. */
export const auditLedgerAction = action(z.strictObject({}), async (ctx) => ({
  at: ctx.now,
  totals: await getLedgerTotals(ctx),
  results: await auditLedger(ctx),
}));
