import { newId } from "@/db/columns";
import type { Grade, Intent } from "@/db/enums";
import { contacts } from "@/db/schema/customers";
import type { TxCtx } from "@/lib/context";
import { foldName, identityKey, normalisePhone } from "@/lib/customers/normalise";
import { enterCustomers, type NewCustomer } from "@/lib/ledger/enter-customers";
import type { Random } from "./random";
import { BRANDS, GIVEN_NAMES, REGIONS, SOURCES, SURNAMES, TAGS, TITLES, TRADES } from "./words";

type NewContact = typeof contacts.$inferInsert;

/** Makes customers that no other of the same source has been. */
export class CustomerSource {
  private readonly used = new Set<string>();
  private line = 0;

  constructor(private readonly random: Random) {}

  private freshName(): { name: string; region: string; industry: string } {
    for (;;) {
      const region = this.random.pick(REGIONS);
      const trade = this.random.pick(TRADES);
      const name = `${region}${this.random.pick(BRANDS)}${trade.name}${this.random.chance(0.8) ? "有限公司" : "股份有限公司"}`;
      if (this.used.has(name)) continue;
      this.used.add(name);
      return { name, region, industry: trade.industry };
    }
  }

  /** A mobile number of a range that is given to nobody, so that no stranger is rung up from a demo. */
  private phone(): string {
    this.line += 1;
    return `1${this.random.pick(["38", "39", "86", "55"])}0000${String(this.line).padStart(4, "0")}`;
  }

  private contact(customerId: string, isPrimary: boolean, at: Date): NewContact {
    const phone = this.phone();
    const known = normalisePhone(phone, "CN");
    return {
      ...{ id: newId(), customerId, isPrimary, phone, createdAt: at },
      phoneE164: "e164" in known ? known.e164 : null,
      name: `${this.random.pick(SURNAMES)}${this.random.pick(GIVEN_NAMES)}`,
      title: this.random.pick(TITLES),
      wechat: this.random.chance(0.4) ? `wx_demo_${this.line}` : null,
      email: this.random.chance(0.4) ? `contact${this.line}@example.com` : null,
    };
  }

  private customer(poolId: string, at: Date): NewCustomer {
    const { name, region, industry } = this.freshName();
    return {
      ...{ id: newId(), name, nameKey: foldName(name), identityKey: identityKey({ name, region }) },
      ...{ region, industry, source: this.random.pick(SOURCES), poolId, state: "pooled", version: 1 },
      ...{ stage: "new", createdAt: at, editedAt: at, movedAt: at, pooledAt: at },
      grade: this.random.pick(["A", "B", "B", "B", "C", "C"]) satisfies Grade,
      intent: this.random.pick(["high", "medium", "low", "unknown", "unknown"]) satisfies Intent,
      tags: this.random.chance(0.3) ? [this.random.pick(TAGS)] : [],
    };
  }

  /** Enters this many new customers, with their contacts, into the pool. */
  async enter(ctx: TxCtx, poolId: string, count: number, reason: string): Promise<void> {
    const rows = Array.from({ length: count }, () => this.customer(poolId, ctx.now));
    const entered = await enterCustomers(ctx, rows, reason);
    const people = entered.flatMap(({ id }) => [
      this.contact(id, true, ctx.now),
      ...(this.random.chance(0.3) ? [this.contact(id, false, ctx.now)] : []),
    ]);
    if (people.length > 0) await ctx.db.insert(contacts).values(people);
  }
}
