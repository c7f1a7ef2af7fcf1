import { expect, test } from "vitest";
import { newId } from "@/db/columns";
import { users } from "@/db/schema/people";
import { useTestDb } from "@/db/testing";
import { hashPassword, verifyPassword } from "@/lib/auth/passwords";
import { keepDemoPassword } from "./password";

const testDb = useTestDb();
const createdAt = new Date("2026-01-05T00:00:00Z");

async function enter(email: string, passwordHash: string): Promise<void> {
  await testDb()
    .db.insert(users)
    .values({ id: newId(), email, name: email, role: "rep", passwordHash, createdAt });
}

async function opens(email: string, password: string): Promise<boolean> {
  const [row] = await testDb().sql<{ hash: string }[]>`
    select password_hash as hash from users where email = ${email}`;
  return verifyPassword(row?.hash, password);
}

test("another company is not the demo, and is left alone", async () => {
  await enter("someone@example.com", await hashPassword("of their own"));
  await enter("admin@example.com", await hashPassword("the admin's own"));
  expect(await keepDemoPassword(testDb().db, "announced one")).toBe(false);
  expect(await opens("someone@example.com", "of their own")).toBe(true);
  expect(await opens("admin@example.com", "the admin's own")).toBe(true);
});

test("the demo's people get the announced password, but for those who chose their own", async () => {
  const seeded = await hashPassword("made at first");
  for (const email of ["manager@example.com", "rep1@example.com"]) await enter(email, seeded);
  await enter("rep2@example.com", await hashPassword("rep2's own"));

  expect(await keepDemoPassword(testDb().db, "announced one")).toBe(true);
  expect(await opens("manager@example.com", "announced one")).toBe(true);
  expect(await opens("rep1@example.com", "announced one")).toBe(true);
  expect(await opens("rep2@example.com", "rep2's own")).toBe(true);

  expect(await keepDemoPassword(testDb().db, "announced one")).toBe(true);
  expect(await opens("rep1@example.com", "announced one")).toBe(true);
});
