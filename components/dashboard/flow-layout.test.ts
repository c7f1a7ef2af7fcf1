import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STAT_FATES, STAT_SOURCES } from "@/db/enums";
import type { FlowCell } from "@/lib/stats/types";
import { flowOf, LINE, layOut, STATIONS } from "./flow-layout";

const HEIGHT = 252;
const cell = (
  source: FlowCell["source"],
  fate: FlowCell["fate"],
  followed: boolean,
  count: number,
): FlowCell => ({
  ...{ source, fate, followed, count },
});

const anyCell = fc.record({
  source: fc.constantFrom(...STAT_SOURCES),
  fate: fc.constantFrom(...STAT_FATES),
  followed: fc.boolean(),
  count: fc.integer({ min: 1, max: 100_000 }),
});

describe("the flow", () => {
  it("leads from the source to what became of the customers", () => {
    const { count, bands } = flowOf([
      cell("reclaimed", "waiting", false, 5),
      cell("imported", "won", true, 2),
      cell("imported", "reclaimed", false, 3),
    ]);
    expect(count).toMatchObject({
      pool: 10,
      taken: 5,
      waiting: 5,
      followed: 2,
      unfollowed: 3,
      won: 2,
      backReclaimed: 3,
    });
    expect(bands).toContainEqual({ from: "pool", to: "taken", count: 5 });
    expect(bands).toContainEqual({ from: "unfollowed", to: "backReclaimed", count: 3 });
  });

  it("loses nobody on the way, whatever flows", () => {
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 40 }), (cells) => {
        const { count, bands } = flowOf(cells);
        const total = cells.reduce((sum, one) => sum + one.count, 0);
        expect(count.pool).toBe(total);
        expect(count.taken + count.waiting + count.gone).toBe(total);
        expect(count.followed + count.unfollowed).toBe(count.taken);
        const into = (station: string) =>
          bands.filter((band) => band.to === station).reduce((sum, band) => sum + band.count, 0);
        for (const [station, { column }] of Object.entries(STATIONS))
          if (column > 0) expect(into(station)).toBe(count[station as keyof typeof STATIONS]);
      }),
    );
  });
});

describe("the drawing", () => {
  it("keeps the stations apart and within it, whatever flows", () => {
    fc.assert(
      fc.property(fc.array(anyCell, { minLength: 1, maxLength: 40 }), (cells) => {
        const { boxes } = layOut(flowOf(cells), HEIGHT);
        for (const column of [0, 1, 2, 3, 4]) {
          const stack = boxes.filter((box) => STATIONS[box.station].column === column);
          for (const [index, box] of stack.entries()) {
            const above = stack[index - 1];
            if (above) expect(box.top - (above.top + above.height)).toBeGreaterThanOrEqual(15.99);
            expect(box.top).toBeGreaterThanOrEqual(-6);
            expect(box.top + box.height).toBeLessThanOrEqual(HEIGHT + 6);
          }
        }
      }),
    );
  });

  it("puts no name on a band that it does not tell of, nor on one that would strike it out", () => {
    fc.assert(
      fc.property(fc.array(anyCell, { minLength: 1, maxLength: 40 }), (cells) => {
        const { boxes, ribbons } = layOut(flowOf(cells), HEIGHT);
        const leading = ribbons.filter(({ to }) => to !== "pool");
        for (const box of boxes) {
          const [top, bottom] = [box.nameAt - LINE / 2, box.nameAt + LINE / 2];
          expect(top).toBeGreaterThanOrEqual(-LINE);
          expect(bottom).toBeLessThanOrEqual(HEIGHT + LINE);
          const { column } = STATIONS[box.station];
          if (column === 0) continue;
          // Straight behind its station, a band covers from `fromTop` on what it is thick.
          const beside = leading.filter(({ from }) => STATIONS[from].column === column);
          const covers = beside.filter(
            ({ fromTop, thick }) => fromTop + thick > top + 1.01 && fromTop < bottom - 1.01,
          );
          for (const ribbon of covers) {
            expect(ribbon.from).toBe(box.station);
            expect(box.height).toBeGreaterThanOrEqual(LINE);
          }
        }
      }),
    );
  });

  it("draws nothing of nothing", () => {
    expect(layOut(flowOf([]), HEIGHT)).toEqual({ boxes: [], ribbons: [] });
  });
});
