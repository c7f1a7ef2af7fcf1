import { newId } from "@/db/columns";
import type { Outcome } from "@/db/enums";
import { contacts } from "@/db/schema/customers";
import { dataIssues } from "@/db/schema/quality";
import type { TestUser, World } from "@/db/testing/factories";
import { editCustomer } from "@/lib/customers/edit-customer";
import { EditCustomerInput } from "@/lib/customers/schema";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { auditData } from "@/lib/quality/audit-data";
import { addMs, DAY, MINUTE } from "@/lib/time";

/** Friday 20 November 2026, 10:00 in Shanghai. */
export const now = new Date("2026-11-20T02:00:00Z");
export const at = (minutes: number) => addMs(now, minutes * MINUTE);

type Ways = {
  phone?: string | null;
  phoneE164?: string | null;
  email?: string | null;
  wechat?: string | null;
};
const REACHABLE: Ways = { phone: "13800001234", phoneE164: "+8613800001234" };

/** What happens to customers and their data, minute by minute; `world` is asked when it does. */
export const bench = (world: () => World) => {
  const contact = async (customerId: string, ways: Ways = REACHABLE): Promise<string> => {
    const row = { id: newId(), customerId, name: "Wu", createdAt: addMs(now, -DAY), ...ways };
    await world().db.insert(contacts).values(row);
    return row.id;
  };
  const enter = async (owner: TestUser | null, ways: Ways): Promise<string> => {
    const id = await world().customer({ ...(owner ? { owner } : {}), at: addMs(now, -DAY) });
    await contact(id, ways);
    return id;
  };
  const rows = () => world().db.select().from(dataIssues).orderBy(dataIssues.foundAt, dataIssues.id);
  return {
    ...{ contact, rows },
    held: (owner: TestUser = world().rep(0), ways: Ways = REACHABLE) => enter(owner, ways),
    pooled: (ways: Ways = REACHABLE) => enter(null, ways),
    log: (who: TestUser, customerId: string, outcome: Outcome, minutes: number) =>
      logFollowUp(
        world().as(who, at(minutes)),
        LogFollowUpInput.parse({ customerId, channel: "call", outcome }),
      ),
    hand: (customerId: string, to: TestUser, minutes: number) =>
      transferCustomers(world().as(world().manager, at(minutes)), {
        ...{ customerIds: [customerId], userId: to.id, note: "" },
      }),
    edit: (who: TestUser, customerId: string, input: object, minutes: number) =>
      editCustomer(
        world().as(who, at(minutes)),
        EditCustomerInput.parse({
          ...{ customerId, changes: {} },
          contacts: { add: [], change: [], remove: [] },
          ...input,
        }),
      ),
    audit: (minutes = 60) => auditData(world().system(at(minutes))),
    open: async (customerId: string) =>
      (await rows())
        .filter((one) => one.customerId === customerId && one.state === "open")
        .map(({ kind }) => kind),
  };
};
