import { describe, expect, it } from "vitest";
import type { Clause, Condition } from "@/lib/conditions/schema";
import { negated, nodeAt, replaced, settled, topGroup, withAdded } from "./tree";

const clause = (field: string): Clause => ({ field, op: "is_set" });
const [a, b, c] = [clause("region"), clause("source"), clause("industry")];
const tree: Condition = { all: [a, { any: [b, { not: c }] }] };

describe("the tree of a condition", () => {
  it("finds and replaces a node by its path", () => {
    expect(nodeAt(tree, [1, 1, 0])).toEqual(c);
    expect(nodeAt(tree, [4])).toBeNull();
    expect(replaced(tree, [1, 1, 0], a)).toEqual({ all: [a, { any: [b, { not: a }] }] });
    expect(replaced(tree, [0], b)).toEqual({ all: [b, { any: [b, { not: c }] }] });
  });

  it("takes out what is left empty", () => {
    expect(replaced(tree, [1, 1, 0], null)).toEqual({ all: [a, { any: [b] }] });
    expect(replaced({ all: [a, { any: [{ not: c }] }] }, [1, 0, 0], null)).toEqual({ all: [a] });
    expect(replaced({ any: [a] }, [0], null)).toBeNull();
  });

  it("adds to the group at a path, and nowhere else", () => {
    expect(withAdded(tree, [1], a)).toEqual({ all: [a, { any: [b, { not: c }, a] }] });
    expect(withAdded(tree, [0], a)).toEqual(tree);
  });

  it("shows any condition as a group and stores it as short as it can be said", () => {
    expect(topGroup(a, "when")).toEqual({ all: [a] });
    expect(topGroup({ not: a }, "except")).toEqual({ any: [{ not: a }] });
    expect(topGroup({ any: [] }, "except")).toEqual({ any: [] });
    for (const stored of [a, tree, { not: a }] as Condition[]) {
      for (const part of ["when", "except"] as const) {
        expect(settled(topGroup(stored, part), part)).toEqual(stored);
      }
    }
    expect(settled({ any: [] }, "when")).toEqual({ all: [] });
    expect(settled({ all: [] }, "except")).toEqual({ any: [] });
  });

  it("denies plainly where it can, and twice is not at all", () => {
    expect(negated(a)).toEqual({ field: "region", op: "is_empty" });
    const long: Clause = { field: "sinceDeal", op: "for_at_least", span: { amount: 1, unit: "days" } };
    expect(negated(long)).toEqual({ not: long });
    for (const node of [a, long, tree]) expect(negated(negated(node))).toEqual(node);
  });
});
