import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { sql } from "drizzle-orm";
import { Pool } from "undici";
import { newId } from "@/db/columns";
import { apiTokens } from "@/db/schema/tokens";
import { serveApi } from "@/lib/api/serve";
import { newSecret } from "@/lib/tokens/secret";
import { atLeast, type Bench, median, onLanes, timed } from "./measure";
import { fillPool, makeWorld, NOW, UNLIMITED, type World } from "./world";

const LANES = 16;
const ROUNDS = 5;
const REPS = 400;

/** The API behind a bare HTTP server, so that what is compared is the API and not what carries it. */
async function listen() {
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const hasBody = incoming.method !== "GET";
    const response = await serveApi(
      new Request(`http://localhost${incoming.url}`, {
        method: incoming.method ?? "GET",
        headers: incoming.headers as Record<string, string>,
        ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" } : {}),
      } as RequestInit),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  };
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function makeTokens(world: World): Promise<string[]> {
  const made = world.reps.map((userId) => ({ userId, ...newSecret() }));
  await world.db.insert(apiTokens).values(
    made.map(({ userId, prefix, hash }) => ({
      ...{ id: newId(), userId, name: "bench", prefix, hash, scopes: ["*"], createdAt: NOW },
    })),
  );
  return made.map(({ secret }) => secret);
}

type Ask = { method: "GET" | "POST"; path: string; token: string; key: string | null };

/** Claims per second over the API against an authenticated call that does nothing else, rounds in turn in one process. */
export const api: Bench = {
  name: "api",
  async run({ freshDatabase, progress, scale }) {
    const perRound = Math.max(200, Math.round(3000 * scale));
    const world = await makeWorld(await freshDatabase(), REPS, LANES, UNLIMITED);
    Object.assign(process.env, { DATABASE_URL: world.url, API_RATE_LIMIT: "100000000", LOG_LEVEL: "error" });
    process.env.AUTH_SECRET ||= "a secret that only this bench knows, and nobody else";
    await fillPool(world, perRound * (ROUNDS + 1));
    const tokens = await makeTokens(world);
    const { server, origin } = await listen();
    const client = new Pool(origin, { connections: LANES, pipelining: 1 });
    const send = async ({ method, path, token, key }: Ask) => {
      const { statusCode, body } = await client.request({
        ...{ method, path },
        headers: { authorization: `Bearer ${token}`, ...(key ? { "idempotency-key": key } : {}) },
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${text}`);
    };
    const tokenOf = (index: number) => tokens[index % tokens.length] ?? "";
    const asks = {
      ping: () =>
        Array.from(
          { length: perRound },
          (_, n): Ask => ({ method: "GET", path: "/api/v1/ping", token: tokenOf(n), key: null }),
        ),
      claim: async () => {
        const rows = await world.db.execute<{ id: string }>(
          sql`select id from customers where state = 'pooled' order by md5(id::text) limit ${perRound}`,
        );
        return rows.map(
          ({ id }, n): Ask => ({
            method: "POST",
            path: `/api/v1/customers/${id}/claim`,
            token: tokenOf(n),
            key: newId(),
          }),
        );
      },
    };
    const rates = { ping: [] as number[], claim: [] as number[] };
    for (let round = -1; round < ROUNDS; round++) {
      for (const kind of ["ping", "claim"] as const) {
        const jobs = await asks[kind]();
        const rate = (jobs.length / (await timed(() => onLanes(jobs, LANES, send)))) * 1000;
        if (round >= 0) rates[kind].push(rate);
        if (round < 0) await world.db.execute(sql`vacuum analyze`);
        progress(`api: ${kind} ${rate.toFixed(0)}/s${round < 0 ? " (warm-up)" : ""}`);
      }
    }
    await client.close();
    server.close();
    await world.end();
    const [value, baseline] = [median(rates.claim), median(rates.ping)];
    const ratio = value / baseline;
    return [
      {
        ...{
          name: "api",
          value,
          unit: "claims/s",
          against: "an authenticated call that does nothing",
          baseline,
        },
        ...{ ratio, ...atLeast(0.5)(ratio) },
      },
    ];
  },
};
