import type { Locale } from "@/db/enums";
import type { Actor } from "@/lib/permissions";

/** A token as its person and the admin see it; the secret is told once, when it is made. */
export type TokenRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  user: { id: string; name: string; active: boolean };
  createdAt: Date;
  createdByName: string | null;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** Who asks by a token, and what of the present minute he has used with this request. */
export type TokenUse = {
  actor: Extract<Actor, { kind: "user" }>;
  token: { id: string; name: string; scopes: string[]; lastUsedAt: Date | null; expiresAt: Date | null };
  locale: Locale | null;
  timeZone: string;
  requests: number;
};
