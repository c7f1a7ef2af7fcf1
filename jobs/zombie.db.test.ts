import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { FIRST, MidSweep, WHOLE } from "./testing/mid-sweep";

const testDb = useTestDb();
const sweep = new MidSweep(testDb);

beforeAll(() => sweep.enterCustomers());
afterEach(() => sweep.close());

describe("a worker frozen in the middle of a sweep, longer than it may be silent", () => {
  it("does nothing twice when it wakes, though another has run the job meanwhile", async () => {
    const zombie = await sweep.startAndStopMidSweep();
    zombie.signal("SIGSTOP");
    const other = sweep.startWorker();
    const again = () => /"job":"reclaim-due"[^\n]*"attempt":2[^\n]*"msg":"job done"/.test(other.log);
    await sweep.until(async () => again(), 60_000);
    // The frozen sweep still holds its rows; the other one passed them over rather than wait or take them as well.
    expect(await sweep.state()).toMatchObject({ pooled: FIRST, reclaims: FIRST });
    await sweep.release();
    zombie.signal("SIGCONT");
    await sweep.until(async () => (await sweep.state()).pooled === WHOLE.pooled, 60_000);
    expect(await sweep.state()).toEqual(WHOLE);
    zombie.signal("SIGTERM");
    other.signal("SIGTERM");
    expect((await zombie.exited).code).toBe(0);
    expect((await other.exited).code).toBe(0);
    expect(await sweep.state()).toEqual(WHOLE);
  }, 240_000);
});
