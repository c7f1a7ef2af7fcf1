import { type Clause, type Condition, isClause, partsOf } from "@/lib/conditions/schema";

/** The way to a node: the place in each group on the way down; what a `not` holds is its 0. */
export type Path = readonly number[];
/** The two conditions of a rule; what an empty one means differs. */
export type Part = "when" | "except";
export type Joint = "all" | "any";
export type Group = { all: Condition[] } | { any: Condition[] };

export const isGroup = (node: Condition): node is Group => "all" in node || "any" in node;
export const jointOf = (group: Group): Joint => ("all" in group ? "all" : "any");
export const groupOf = (joint: Joint, parts: readonly Condition[]): Group =>
  joint === "all" ? { all: [...parts] } : { any: [...parts] };

/** The condition as the editor shows it: always a group at the top. */
export function topGroup(condition: Condition, part: Part): Group {
  if (isGroup(condition) && partsOf(condition).length > 0) return condition;
  const rest = isGroup(condition) ? [] : [condition];
  return groupOf(part === "when" ? "all" : "any", rest);
}

/** The condition as it is stored: a group of one is that one, and nothing said is everybody, or nobody's exception. */
export function settled(top: Group, part: Part): Condition {
  const [only, ...others] = partsOf(top);
  if (only === undefined) return part === "when" ? { all: [] } : { any: [] };
  return others.length === 0 ? only : top;
}

/** The tree with the node at the path replaced; null takes it out, and with it what would be left empty. */
export function replaced(node: Condition, path: Path, next: Condition | null): Condition | null {
  const [first, ...rest] = path;
  if (first === undefined) return next;
  if (isClause(node)) return node;
  if ("not" in node) {
    const inner = replaced(node.not, rest, next);
    return inner && { not: inner };
  }
  const parts = partsOf(node).flatMap((part, index) =>
    index === first ? (replaced(part, rest, next) ?? []) : part,
  );
  return parts.length === 0 ? null : groupOf(jointOf(node), parts);
}

/** The node at the path; null when the way ends before. */
export function nodeAt(node: Condition, path: Path): Condition | null {
  const [first, ...rest] = path;
  if (first === undefined) return node;
  const part = partsOf(node)[first];
  return part ? nodeAt(part, rest) : null;
}

/** The tree with one more node at the end of the group at the path. */
export function withAdded(top: Condition, path: Path, added: Condition): Condition {
  const group = nodeAt(top, path);
  if (!group || !isGroup(group)) return top;
  return replaced(top, path, groupOf(jointOf(group), [...partsOf(group), added])) ?? top;
}

/** A clause that asks the opposite of every customer; null where leaving it out says something else than denying it. */
export function oppositeOf(clause: Clause): Clause | null {
  switch (clause.op) {
    case "in":
      return { ...clause, op: "not_in" };
    case "not_in":
      return { ...clause, op: "in" };
    case "has_any":
      return { ...clause, op: "has_none" };
    case "has_none":
      return { ...clause, op: "has_any" };
    case "is":
      return { ...clause, flag: !clause.flag };
    case "is_set":
      return { ...clause, op: "is_empty" };
    case "is_empty":
      return { ...clause, op: "is_set" };
    default:
      return null;
  }
}

/** The denial of a node, said as plainly as it can be; denied twice it is itself. */
export function negated(node: Condition): Condition {
  if (isClause(node)) return oppositeOf(node) ?? { not: node };
  return "not" in node ? node.not : { not: node };
}

/** The place of a node on the page. */
export const anchorOf = (part: Part, path: Path): string => [part, ...path].join("-");
