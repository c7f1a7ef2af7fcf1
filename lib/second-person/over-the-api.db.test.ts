import { sql } from "drizzle-orm";
import { beforeAll, expect, it, vi } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makeUser, makeWorld } from "@/db/testing/factories";
import { tokenFor } from "@/lib/api/testing/client";
import { making } from "@/lib/api/testing/made";
import { createToken } from "@/lib/tokens/create-token";

const testDb = useTestDb({ max: 8 });
const now = new Date();

beforeAll(() => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
});

it("over the API an admin is no second person beside himself, whether he lets one in or acts as one by a token", async () => {
  const world = await makeWorld(testDb().db, { now, policy: withClocks({ firstContactHours: null }) });
  const second = await makeUser(testDb().db, now, { role: "admin" });
  const third = await makeUser(testDb().db, now, { role: "admin" });
  const asker = world.as(world.admin);
  await testDb().db.execute(sql`update organizations set approval_threshold = 2`);
  await world.customers(3, { owner: world.rep(0), at: new Date(now.getTime() - 20 * 86_400_000) });
  const tokens: Record<string, string> = {
    asker: await tokenFor(asker),
    third: await tokenFor(world.as(third)),
    // Made by the asker, so it is in his hands.
    second: (await createToken(asker, { userId: second.id, name: "x", scopes: ["*"], expiresAt: null }))
      .secret,
  };
  const values: Record<string, string> = { pool: world.pool.id };
  const make = making({ tokens, values, checked: new Set() });

  const person = { email: "own@test.example", name: "Own", role: "admin", poolIds: [] };
  const { body: made } = await make("asker", "POST /users", person, { status: 201 });
  const own = await makeToken(String(made.userId));
  tokens.own = own;

  const document = { ...world.pool.policy, ...withClocks({ noFollowUpDays: 17 }, world.pool.policy) };
  const saved = await make("asker", "PUT /pools/{pool}/policy/draft", {
    ...{ baseVersion: 1, document, note: "", draft: null },
  });
  const draft = saved.body;
  for (const who of ["second", "own"]) {
    const refused = await make(who, "POST /pools/{pool}/policy/draft/approve", { draft }, { status: 409 });
    expect(refused.body).toMatchObject({
      code: "NOT_A_SECOND_PERSON",
      params: { how: "given", name: world.admin.name },
    });
    expect(String(refused.body.detail)).toMatch(/second person/);
    const seen = await make(who, "GET /pools/{pool}/policy/draft");
    expect(seen.body.sameHands).toMatchObject({ how: "given" });
  }
  await make("asker", "POST /pools/{pool}/policy/versions", { baseVersion: 1, document }, { status: 409 });

  await make("asker", "PUT /organization/approval", { threshold: null });
  const settings = await make("own", "GET /organization/approval");
  expect(settings.body.sameHands).toMatchObject({ how: "given" });
  values.change = String((settings.body.waiting as { id: string }).id);
  const decide = "POST /organization/approval/changes/{change}/decide";
  await make("own", decide, { approve: true }, { status: 409 });
  await make("second", decide, { approve: true }, { status: 409 });
  await make("own", decide, { approve: false });

  await make("third", "PUT /exports/rules", { approvalAbove: 0 });
  await world.customer();
  const asked = await make("asker", "POST /exports", {
    ...{ list: "pool", search: { pool: world.pool.id }, format: "csv", locale: "en" },
  });
  values.export = String(asked.body.exportId);
  await make("own", "POST /exports/{export}/decide", { allow: true }, { status: 409 });
  const listed = await make("own", "GET /exports", undefined, { query: "?whose=all" });
  expect(listed.body.data).toMatchObject([{ mayDecide: true, sameHands: { how: "given" } }]);
  await make("third", "POST /exports/{export}/decide", { allow: true });
  await make("third", "POST /pools/{pool}/policy/draft/approve", { draft });

  /** A token of one's own, as somebody who is signed in makes it. */
  function makeToken(id: string): Promise<string> {
    return tokenFor(world.as({ id, email: "own@test.example", name: "Own", role: "admin", teamId: null }));
  }
});
