import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holderOf, lockWhenFree, tryLock } from "./lock.mjs";
import { birthOf } from "./processes.mjs";

let folder = "";
let file = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "gonghai-lock-"));
  file = path.join(folder, "a.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const record = (identity: { pid: number; birth: string }, owner = identity) =>
  JSON.stringify({ ...identity, what: "dead", owner });

test("one takes it, the next is refused and learns by whom, and a release frees it", () => {
  const lock = tryLock(file, "first");
  expect(lock).not.toBeNull();
  expect(tryLock(file, "second")).toBeNull();
  expect(holderOf(file)).toMatchObject({ pid: process.pid, what: "first" });
  lock?.release();
  expect(holderOf(file)).toBeNull();
  expect(tryLock(file, "second")).not.toBeNull();
});

test("the lock of a process that is gone is taken over", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.once("exit", resolve));
  writeFileSync(file, record({ pid: child.pid ?? 0, birth: "1" }));
  expect(tryLock(file, "next")).not.toBeNull();
});

test("a process id that now belongs to another process holds nothing", () => {
  writeFileSync(file, record({ pid: process.pid, birth: "another life" }));
  expect(holderOf(file)).toBeNull();
  expect(tryLock(file, "next")).not.toBeNull();
});

test("a damaged file holds nothing", () => {
  writeFileSync(file, "{");
  expect(tryLock(file, "next")).not.toBeNull();
});

test("a lock passed to a child lives as long as the child", async () => {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  await new Promise((resolve) => child.once("spawn", resolve));
  const lock = tryLock(file, "with child");
  lock?.passTo(child.pid ?? 0);
  lock?.release();
  expect(existsSync(file)).toBe(true);
  expect(tryLock(file, "next")).toBeNull();
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await exited;
  expect(tryLock(file, "next")).not.toBeNull();
});

test("who waits is told once, and gets it when it is free", async () => {
  const lock = tryLock(file, "first");
  const told: string[] = [];
  setTimeout(() => lock?.release(), 500);
  const next = await lockWhenFree(file, "second", {
    wait: 5_000,
    onWait: (holder) => told.push(holder.what),
  });
  expect(next).not.toBeNull();
  expect(told).toEqual(["first"]);
});

test("a holder not worth waiting for is not waited for", async () => {
  tryLock(file, "first");
  expect(await lockWhenFree(file, "second", { wait: 60_000, giveUp: () => true })).toBeNull();
});

test("the child of an owner who was killed is ended, and its lock goes to who waits", async () => {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], { detached: true });
  await new Promise((resolve) => child.once("spawn", resolve));
  const exited = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
  const pid = child.pid ?? 0;
  writeFileSync(file, record({ pid, birth: birthOf(pid) }, { pid: process.pid, birth: "another life" }));
  expect(await lockWhenFree(file, "next", { wait: 10_000 })).not.toBeNull();
  expect(await exited).toBe("SIGKILL");
});
