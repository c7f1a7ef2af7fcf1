import type { Executor } from "@/db/client";
import { type Known, knownFields } from "@/lib/conditions/known-fields";
import { conditionsOf } from "@/lib/policies/return-rule";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { GraceByRule } from "./grace";

/** The fields that the rules of a policy name, those of its notice too. */
export function knownTo(
  db: Executor,
  { document, grace }: { document: PolicyDocument; grace: GraceByRule },
): Promise<Known> {
  const before = Object.values(grace).flatMap(({ was }) => was ?? []);
  return knownFields(db, conditionsOf([...document.returnRules, ...before]));
}
