import type { Ctx, TxCtx } from "./context";
import { DomainError } from "./errors";
import { once } from "./operations";
import { seal, unseal } from "./secret-box";

const PURPOSE = "answers that tell a secret";

type Sealed = { sealed: string };

/** Whether a kept answer is one that only its own request opens. */
export const isSealed = (answer: unknown): answer is Sealed =>
  typeof answer === "object" && answer !== null && Object.keys(answer).join() === "sealed";

/**
 * As `once`, for an answer that tells a secret: it is kept sealed, so that the same key tells it again and a dump of the
 * database doesn't. SECRET_GONE when it was sealed with an AUTH_SECRET that is another by now.
 */
export async function onceSealed<T>(
  ctx: Ctx,
  verb: string,
  input: unknown,
  work: (ctx: TxCtx) => Promise<T>,
): Promise<T> {
  const key = ctx.operationKey ?? "";
  const { sealed } = await once(ctx, verb, input, async (ctx): Promise<Sealed> => {
    const answer = JSON.stringify(await work(ctx));
    return { sealed: seal(PURPOSE, key, answer) };
  });
  const plain = unseal(PURPOSE, key, sealed);
  if (plain === null) throw new DomainError("SECRET_GONE");
  return JSON.parse(plain) as T;
}
