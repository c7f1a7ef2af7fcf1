import type { ReturnRule } from "./return-rule";

/** What the database answers to a node of a condition; `value` is the fact of a clause as the customer has it. */
export type NodeTrace = { holds: boolean; value: string | number | boolean | string[] | null };

/** Why a rule takes a customer, or doesn't. Instants are ISO strings. */
export type RuleTrace = {
  rule: ReturnRule;
  /** Null when the clock doesn't run. `runOutAt` is where it would end without the pauses. */
  from: string | null;
  runOutAt: string | null;
  endedAt: string | null;
  /** When it takes the customer as things stand, with the notice; null when it doesn't. */
  dueAt: string | null;
  graceUntil: string | null;
  pauses: { from: string; until: string }[];
  /** The instant of which the conditions are asked: when it takes it, or else when its clock has ended, or now. */
  askedAt: string;
  /** The nodes of the conditions from the root on, as `nodesOf` has them. */
  when: NodeTrace[];
  except: NodeTrace[];
};

/** A customer of the pool against every running rule of a draft, in their order. */
export type CustomerTrace = { customerId: string; name: string; userName: string; traces: RuleTrace[] };

export type HeldHit = { customerId: string; name: string; userName: string };
