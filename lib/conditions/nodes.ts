import { type Condition, partsOf } from "./schema";

/** Every node of a condition with all below it, from the root on: what a trace answers one by one. */
export const nodesOf = (condition: Condition): Condition[] => [
  condition,
  ...partsOf(condition).flatMap(nodesOf),
];
