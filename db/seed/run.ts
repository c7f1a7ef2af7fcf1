import { eq } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import { deliveries } from "@/db/schema/notifications";
import { hashPassword } from "@/lib/auth/passwords";
import { seedCalendar } from "@/lib/calendar/seed-calendar";
import { rollUpStats } from "@/lib/stats/roll-up-stats";
import { addDays } from "@/lib/time";
import { foundCompany, isFounded } from "./company";
import { CustomerSource } from "./customers";
import { playHistory } from "./history";
import { keepDemoPassword } from "./password";
import { Random } from "./random";

const DAYS = 60;
/** The exit code that tells the launcher: another company lives here, and was left alone. */
const NOT_THE_DEMO = 3;
const FIRST_CUSTOMERS = { main: 160, key: 20, south: 40 };

/** Founds the demo company and plays its last weeks, in one transaction: a killed start leaves nothing half done. */
async function seed(db: Db, password: string, end: Date): Promise<void> {
  const passwordHash = await hashPassword(password);
  await db.transaction(async (tx) => {
    const founded = addDays(end, -DAYS - 2, "Asia/Shanghai");
    const company = await foundCompany(tx, passwordHash, founded);
    const random = new Random(20_261_121);
    const source = new CustomerSource(random);
    const ctx = { db: tx, actor: { kind: "system" as const, job: "demo" }, now: founded, said: [] };
    await seedCalendar({ ...ctx, now: end }, {});
    await source.enter(ctx, company.pools.main.id, FIRST_CUSTOMERS.main, "import");
    await source.enter(ctx, company.pools.key.id, FIRST_CUSTOMERS.key, "import");
    await source.enter(ctx, company.pools.south.id, FIRST_CUSTOMERS.south, "import");
    await playHistory({ tx, company, random, source, end }, DAYS);
    // The people of the demo have no mailbox.
    await tx.update(deliveries).set({ state: "dead", lastError: "demo" }).where(eq(deliveries.state, "due"));
  });
  await rollUpStats({ db, actor: { kind: "system", job: "demo" }, now: end }, {});
}

async function main(): Promise<void> {
  const { DATABASE_URL: url, DEMO_PASSWORD: password } = process.env;
  if (!url || !password) throw new Error("The demo needs DATABASE_URL and DEMO_PASSWORD.");
  const { db, end } = connect(url, { max: 2 });
  try {
    if (!(await isFounded(db))) await seed(db, password, new Date());
    else if (!(await keepDemoPassword(db, password))) process.exitCode = NOT_THE_DEMO;
  } finally {
    await end();
  }
}

await main();
