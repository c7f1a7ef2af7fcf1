import { seal, unseal } from "@/lib/secret-box";
import { newSecret } from "./sign";

const PURPOSE = "webhook secrets";

/** A new secret for an endpoint: in plain, to be shown once, and as it is kept. */
export function makeSecret(endpointId: string): { plain: string; sealed: string } {
  const plain = newSecret();
  return { plain, sealed: seal(PURPOSE, endpointId, plain) };
}

type Kept = { secret: string; oldSecret: string | null; oldSecretUntil: string | Date | null };

/** The secrets that sign at an instant, the newest first; empty when they can't be opened any more. */
export function secretsOf(endpointId: string, kept: Kept, now: Date): string[] {
  const { secret, oldSecret, oldSecretUntil } = kept;
  const old = oldSecret && oldSecretUntil && new Date(oldSecretUntil) > now ? [oldSecret] : [];
  const plain = [secret, ...old].map((sealed) => unseal(PURPOSE, endpointId, sealed));
  return plain.filter((one) => one !== null);
}
