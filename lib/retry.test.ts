import { describe, expect, it } from "vitest";
import { DomainError } from "./errors";
import { databaseFailure, retrying } from "./retry";

const coded = (code: string) => Object.assign(new Error(code), { code });
const wrapped = (code: string) => new Error("Failed query", { cause: coded(code) });

/** Fails with these errors in turn, then answers how often it was called. */
function failing(...errors: Error[]) {
  let calls = 0;
  return () => {
    const error = errors[calls];
    calls += 1;
    return error ? Promise.reject(error) : Promise.resolve(calls);
  };
}

describe("retrying", () => {
  it.each(["40001", "40P01"])("repeats what surely rolled back (%s), with a key or without", async (code) => {
    await expect(retrying(false, failing(wrapped(code)))).resolves.toBe(2);
    await expect(retrying(true, failing(coded(code), coded(code)))).resolves.toBe(3);
  });

  it("repeats after a lost connection only with a key: else it could do the thing twice", async () => {
    await expect(retrying(true, failing(wrapped("CONNECTION_CLOSED")))).resolves.toBe(2);
    await expect(retrying(false, failing(wrapped("CONNECTION_CLOSED")))).rejects.toThrow("Failed query");
  });

  it("gives up after three", async () => {
    const work = failing(coded("40P01"), coded("40P01"), coded("40P01"));
    await expect(retrying(true, work)).rejects.toThrow("40P01");
    await expect(work()).resolves.toBe(4);
  });

  it("never repeats a refusal or a fault", async () => {
    await expect(retrying(true, failing(new DomainError("NOT_IN_POOL")))).rejects.toThrow("NOT_IN_POOL");
    await expect(retrying(true, failing(coded("23505")))).rejects.toThrow("23505");
  });
});

it("finds the database's own code under what wraps it", () => {
  expect(databaseFailure(new Error("a", { cause: wrapped("57P01") }))).toBe("unknown");
  expect(databaseFailure(wrapped("40001"))).toBe("rolledBack");
  expect(databaseFailure("40001")).toBeNull();
});
