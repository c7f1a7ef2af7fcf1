import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/db/columns";
import { deliveries, notifications } from "@/db/schema/notifications";
import { users } from "@/db/schema/people";
import { useTestDb } from "@/db/testing";
import { MailServer } from "@/jobs/testing/mail-server";
import { type Ctx, inTx } from "@/lib/context";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { deliverNotifications } from "./deliver-notifications";
import { notify } from "./notify";
import { MAX_MAIL_ATTEMPTS } from "./rules";
import { type Mail, type MailTransport, smtpTransport } from "./smtp";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");

let server: MailServer;
let url: string;
const transports: MailTransport[] = [];

beforeEach(async () => {
  server = new MailServer();
  url = await server.listen();
});
afterEach(async () => {
  for (const transport of transports.splice(0)) transport.close();
  await server.close();
  await testDb().db.delete(deliveries);
  await testDb().db.delete(notifications);
  await testDb().db.delete(users);
});

const system = (now = NOW): Ctx => ({
  db: testDb().db,
  actor: { kind: "system", job: "deliver-notifications" },
  now,
});

function transport(timeoutMs = 1_000, to = url): MailTransport {
  const made = smtpTransport(to, { from: "crm@example.com", name: "公海" }, timeoutMs);
  transports.push(made);
  return made;
}

const deliver = (now = NOW, by = transport()) =>
  deliverNotifications(system(now), { transport: by, appUrl: null });

async function person(email: string, locale: "zh-CN" | "zh-TW" | "en" = "zh-CN"): Promise<string> {
  const id = newId();
  await testDb().db.insert(users).values({ id, email, name: "李娜", role: "rep", locale, createdAt: NOW });
  return id;
}

/** Tells a person `count` things; each has its delivery due at once. */
async function tell(userId: string, count = 1, at = NOW): Promise<void> {
  const notices = Array.from({ length: count }, (_, n) => ({
    ...{ userId, kind: "assigned" as const, params: { name: `客户 ${n}` }, dedupeKey: `assigned:${n}` },
  }));
  await inTx(system(at), (ctx) => notify(ctx, notices));
}

const states = () =>
  testDb()
    .db.select({
      state: deliveries.state,
      attempts: deliveries.attempts,
      dueAt: deliveries.dueAt,
      lastError: deliveries.lastError,
    })
    .from(deliveries)
    .orderBy(deliveries.id);

const ids = () => server.received.map((mail) => mail.messageId);

describe("delivering notifications", () => {
  it("mails each once, in the recipient's language", async () => {
    await tell(await person("cn@example.com"));
    await tell(await person("tw@example.com", "zh-TW"));
    await tell(await person("en@example.com", "en"));
    expect(await deliver()).toEqual({ delivered: 3, failed: 0 });
    expect(await deliver(addMs(NOW, HOUR))).toEqual({ delivered: 0, failed: 0 });
    expect(server.received.map(({ to, subject }) => [to, subject]).sort()).toEqual([
      ["cn@example.com", "客户 0 已分配给你"],
      ["en@example.com", "客户 0 was assigned to you"],
      ["tw@example.com", "客户 0 已分派給你"],
    ]);
    expect((await states()).map(({ state, attempts }) => [state, attempts])).toEqual(
      Array(3).fill(["delivered", 1]),
    );
  });

  it("has nothing to deliver without an SMTP server, and lets nothing grow old", async () => {
    await tell(await person("rep@example.com"));
    const none = (now: Date) => deliverNotifications(system(now), { transport: null });
    expect(await none(NOW)).toEqual({ delivered: 0, failed: 0 });
    expect((await states())[0]).toMatchObject({ state: "due", attempts: 0 });
    await none(addMs(NOW, DAY + MINUTE));
    expect((await states())[0]).toMatchObject({ state: "dead", lastError: "expired" });
    expect(await deliver(addMs(NOW, DAY + HOUR))).toEqual({ delivered: 0, failed: 0 });
  });

  it("is for the system alone", async () => {
    const actor = { kind: "user" as const, id: newId(), role: "admin" as const, teamId: null };
    await expect(
      deliverNotifications({ ...system(), actor }, { transport: transport() }),
    ).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("leaves out who has left, and nothing that is not due yet", async () => {
    const gone = await person("gone@example.com");
    await tell(gone);
    await testDb().db.update(users).set({ deactivatedAt: NOW }).where(eq(users.id, gone));
    await tell(await person("later@example.com"), 1, addMs(NOW, MINUTE));
    expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
    expect((await states()).map(({ state }) => state)).toEqual(["dead", "due"]);
    expect(await deliver(addMs(NOW, MINUTE))).toEqual({ delivered: 1, failed: 0 });
  });
});

describe("a mail server in trouble", () => {
  it("puts off: each message waits longer, then is given up; the rest passes meanwhile", async () => {
    await tell(await person("rep@example.com"));
    server.manners = "put off";
    let now = NOW;
    const waits: number[] = [];
    for (let n = 1; n < MAX_MAIL_ATTEMPTS; n++) {
      expect(await deliver(now)).toEqual({ delivered: 0, failed: 1 });
      expect(await deliver(now)).toEqual({ delivered: 0, failed: 0 });
      const [row] = await states();
      expect(row).toMatchObject({ state: "due", attempts: n, lastError: expect.stringContaining("451") });
      waits.push((Number(row?.dueAt) - Number(now)) / MINUTE);
      now = row?.dueAt ?? now;
    }
    expect(waits).toEqual([1, 5, 15, 60, 180]);
    expect(await deliver(now)).toEqual({ delivered: 0, failed: 1 });
    expect((await states())[0]).toMatchObject({ state: "dead", attempts: MAX_MAIL_ATTEMPTS });
    expect(server.received).toEqual([]);
  });

  it("recovers: what was put off arrives once, under the id of the first attempt", async () => {
    await tell(await person("rep@example.com"), 3);
    server.manners = "put off";
    expect(await deliver()).toEqual({ delivered: 0, failed: 3 });
    server.manners = "accept";
    expect(await deliver(addMs(NOW, MINUTE))).toEqual({ delivered: 3, failed: 0 });
    expect(new Set(ids()).size).toBe(3);
  });

  it("refuses for good: the message is given up at once", async () => {
    await tell(await person("nobody@example.com"));
    server.manners = "refuse";
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect((await states())[0]).toMatchObject({ state: "dead", attempts: 1 });
  });

  it("is down: no message spends an attempt, however long it takes", async () => {
    await tell(await person("rep@example.com"), 5);
    const address = new URL(url);
    await server.close();
    for (let minute = 0; minute < 10; minute++) {
      expect(await deliver(addMs(NOW, minute * MINUTE))).toEqual({ delivered: 0, failed: 1 });
    }
    expect((await states()).map(({ state, attempts }) => [state, attempts])).toEqual(
      Array(5).fill(["due", 0]),
    );
    server = new MailServer();
    await server.listen(Number(address.port));
    expect(await deliver(addMs(NOW, 10 * MINUTE))).toEqual({ delivered: 5, failed: 0 });
    expect(new Set(ids()).size).toBe(5);
  });

  it("hangs: one timeout a run, not one a message", async () => {
    await tell(await person("rep@example.com"), 5);
    server.manners = "hang";
    const before = server.connections;
    expect(await deliver(NOW, transport(400))).toEqual({ delivered: 0, failed: 1 });
    expect(server.connections - before).toBe(1);
    server.manners = "accept";
    expect(await deliver(addMs(NOW, MINUTE))).toEqual({ delivered: 5, failed: 0 });
    expect(new Set(ids()).size).toBe(5);
  });

  it("takes the message and dies: it repeats, and the id tells the mailbox so", async () => {
    await tell(await person("rep@example.com"));
    server.manners = "take and die";
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    server.manners = "accept";
    expect(await deliver(addMs(NOW, MINUTE))).toEqual({ delivered: 1, failed: 0 });
    expect(server.received).toHaveLength(2);
    expect(new Set(ids()).size).toBe(1);
  });
});

describe("a run that is cut short", () => {
  it("between the send and the commit repeats that one message, with the same id, and loses none", async () => {
    await tell(await person("rep@example.com"), 4);
    const real = transport();
    let sent = 0;
    const dying: MailTransport = {
      ...real,
      send: async (mail: Mail) => {
        await real.send(mail);
        // The server has taken the second message; now the worker's database session is gone, as after a kill -9.
        if (++sent === 2) {
          await testDb().sql`select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`;
          await sleep(50);
        }
      },
    };
    await expect(deliver(NOW, dying)).rejects.toThrow();
    expect((await states()).map(({ state }) => state).sort()).toEqual(["delivered", "due", "due", "due"]);
    expect(await deliver()).toEqual({ delivered: 3, failed: 0 });
    expect(server.received).toHaveLength(5);
    expect(new Set(ids()).size).toBe(4);
  });

  it("shares the work with another run, and neither mails what the other has", async () => {
    await tell(await person("rep@example.com"), 40);
    const runs = await Promise.all([deliver(), deliver(), deliver(), deliver()]);
    expect(runs.reduce((sum, run) => sum + run.delivered, 0)).toBe(40);
    expect(server.received).toHaveLength(40);
    expect(new Set(ids()).size).toBe(40);
  });
});
