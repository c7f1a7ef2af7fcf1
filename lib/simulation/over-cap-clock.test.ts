import { expect, it } from "vitest";
import { firstConcerned, pastPauses } from "./over-cap-clock";

it("a clock stands still in the pauses after its beginning, and ends after a protection", () => {
  expect(pastPauses(10, 20, null, null)).toBe(20);
  expect(pastPauses(10, 20, [[0, 5]], null)).toBe(20);
  expect(pastPauses(10, 20, [[0, 12]], null)).toBe(22);
  expect(
    pastPauses(
      10,
      20,
      [
        [15, 18],
        [22, 30],
      ],
      null,
    ),
  ).toBe(31);
  expect(pastPauses(10, 20, [[20, 25]], null)).toBe(25);
  expect(pastPauses(10, 20, null, 40)).toBe(40);
  expect(pastPauses(10, 20, [[15, 18]], 21)).toBe(23);
  expect(pastPauses(10, 20, [[30, 50]], 40)).toBe(50);
});

it("a rule takes what it concerns when its clock has run out, or once it concerns it, outside every pause", () => {
  expect(firstConcerned(20, true, [[15, 30]])).toBe(20);
  expect(firstConcerned(20, false, null)).toBeNull();
  expect(
    firstConcerned(
      20,
      [
        [0, false],
        [25, true],
      ],
      null,
    ),
  ).toBe(25);
  expect(
    firstConcerned(
      20,
      [
        [0, true],
        [25, false],
      ],
      null,
    ),
  ).toBe(20);
  expect(
    firstConcerned(
      20,
      [
        [0, true],
        [15, false],
      ],
      null,
    ),
  ).toBeNull();
  expect(
    firstConcerned(
      20,
      [
        [0, false],
        [25, true],
      ],
      [[24, 28]],
    ),
  ).toBe(28);
  expect(
    firstConcerned(
      20,
      [
        [0, false],
        [25, true],
        [27, false],
      ],
      [[24, 28]],
    ),
  ).toBeNull();
});
