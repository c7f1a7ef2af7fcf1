import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type Deed, findSameHands } from "./read-same-hands";

/**
 * Refuses with NOT_A_SECOND_PERSON a yes of somebody who may be the asker himself: one of them has let the other in, raised
 * his role, set his password or his address within seven days, or holds a token of his; or somebody did so to both.
 */
export async function requireSecondPerson(
  ctx: TxCtx,
  me: string,
  asker: string,
  options: { deed: Deed; oneWay?: boolean },
): Promise<void> {
  const same = await findSameHands(ctx, me, asker, options);
  if (same) throw new DomainError("NOT_A_SECOND_PERSON", { ...same });
}
