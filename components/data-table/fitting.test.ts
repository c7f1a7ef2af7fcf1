import { describe, expect, it } from "vitest";
import { fitting } from "./fitting";

const columns = [
  { id: "name" },
  { id: "region", width: 50, leaves: 3 },
  { id: "source", width: 60, leaves: 1 },
  { id: "reason", width: 90 },
  { id: "industry", width: 60, leaves: 2 },
];
const idsAt = (width: number) => fitting(columns, width).map((column) => column.id);

describe("fitting", () => {
  it("keeps all while they fit", () => {
    expect(idsAt(380)).toEqual(["name", "region", "source", "reason", "industry"]);
  });
  it("lets them leave in their turn, and no more than needed", () => {
    expect(idsAt(379)).toEqual(["name", "region", "reason", "industry"]);
    expect(idsAt(300)).toEqual(["name", "region", "reason"]);
    expect(idsAt(220)).toEqual(["name", "reason"]);
  });
  it("never drops what must stay", () => {
    expect(idsAt(10)).toEqual(["name", "reason"]);
  });
});
