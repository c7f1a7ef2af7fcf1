import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { Agent } from "undici";
import { newId } from "@/db/columns";
import { webhookEndpoints } from "@/db/schema/webhooks";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { addMs } from "@/lib/time";
import { deliverWebhooks } from "@/lib/webhooks/deliver-webhooks";
import { makeSecret } from "@/lib/webhooks/endpoint-secret";
import { atLeast, type Bench, median, onLanes, timed } from "./measure";
import { asRep, fillPool, makeWorld, NOW, type World } from "./world";

const LANES = 16;
const ROUNDS = 6;

const KINDS = ["bare", "nobody", "one endpoint"] as const;
type Kind = (typeof KINDS)[number];

async function arrange({ db }: World, kind: Kind, url: string): Promise<void> {
  await db.execute(
    sql.raw(`alter table events ${kind === "bare" ? "disable" : "enable"} trigger events_told`),
  );
  await db.delete(webhookEndpoints);
  if (kind !== "one endpoint") return;
  const id = newId();
  const { sealed } = makeSecret(id);
  await db
    .insert(webhookEndpoints)
    .values({ id, url, kinds: ["*"], secret: sealed, state: "on", createdAt: NOW });
}

/** Claims per second without the trigger of webhooks, with it and nobody to tell, and with an endpoint that wants all. */
export const webhooks: Bench = {
  name: "webhooks",
  async run({ freshDatabase, progress, scale }) {
    process.env.AUTH_SECRET ||= "a secret of the bench, which knows no other";
    process.env.WEBHOOKS_ALLOW_PRIVATE = "true";
    const perRound = Math.max(200, Math.round(2_000 * scale));
    const world = await makeWorld(await freshDatabase(), 2_000, LANES);
    await fillPool(world, perRound * (ROUNDS + 1) * KINDS.length);
    const server = createServer((request, response) => request.resume().on("end", () => response.end()));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const rates: Record<Kind, number[]> = { bare: [], nobody: [], "one endpoint": [] };
    const sent: number[] = [];
    for (let round = -1; round < ROUNDS; round++) {
      for (const kind of round % 2 === 0 ? KINDS : KINDS.toReversed()) {
        await arrange(world, kind, url);
        const rows = await world.db.execute<{ id: string }>(
          sql`select id from customers where state = 'pooled' order by md5(id::text) limit ${perRound}`,
        );
        const jobs = rows.map(({ id }, n) => ({
          customerId: id,
          rep: world.reps[n % world.reps.length] ?? "",
        }));
        const claim = ({ customerId, rep }: (typeof jobs)[number]) =>
          claimCustomer(asRep(world, rep), { customerId });
        const rate = (jobs.length / (await timed(() => onLanes(jobs, LANES, claim)))) * 1000;
        if (round >= 0) rates[kind].push(rate);
        else await world.db.execute(sql`vacuum analyze`);
        progress(`webhooks: ${kind} ${rate.toFixed(0)} claims/s${round < 0 ? " (warm-up)" : ""}`);
        if (kind !== "one endpoint") continue;
        const ctx = { db: world.db, actor: { kind: "system" as const, job: "bench" }, now: addMs(NOW, 1000) };
        const options = { dispatcher: new Agent(), lingerMs: 0 };
        const ms = await timed(() => deliverWebhooks(ctx, options));
        sent.push((jobs.length / ms) * 1000);
        progress(`webhooks: ${sent.at(-1)?.toFixed(0)} delivered/s`);
      }
    }
    server.close();
    await world.end();
    const bare = median(rates.bare);
    const line = (name: string, kind: Kind, aim: number) => {
      const value = median(rates[kind]);
      const ratio = value / bare;
      const against = `without the trigger; ${median(sent).toFixed(0)} delivered/s`;
      return { name, value, unit: "claims/s", against, baseline: bare, ratio, ...atLeast(aim)(ratio) };
    };
    return [line("claim, nobody to tell", "nobody", 0.95), line("claim, one endpoint", "one endpoint", 0.5)];
  },
};
