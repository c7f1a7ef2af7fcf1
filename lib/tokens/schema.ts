import { z } from "zod";
import { PERMISSIONS } from "@/lib/permissions";

const permissions = PERMISSIONS.filter((permission) => !permission.startsWith("tokens."));
const groups = [...new Set(permissions.map((permission) => `${permission.split(".")[0]}.*`))];

/** Everything that a scope may be: all, all reading, a group of permissions or one of them. */
export const SCOPES: readonly string[] = ["*", "*.read", ...groups, ...permissions];

/** A scope as people write it: `customers:claim`, `read` and `all` are understood too. */
const Scope = z
  .string()
  .trim()
  .max(100)
  .transform((text) => {
    const scope = text.replace(":", ".");
    return scope === "read" ? "*.read" : scope === "all" ? "*" : scope;
  })
  .refine((scope) => SCOPES.includes(scope), { error: "unknown_scope" });

export const CreateTokenInput = z.strictObject({
  /** Whose rights it has; one's own when absent. */
  userId: z.uuid().optional(),
  name: z.string().trim().min(1).max(100),
  scopes: z
    .array(Scope)
    .min(1)
    .max(100)
    .transform((scopes) => [...new Set(scopes)])
    .default(["*"]),
  /** Null is never. */
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
});
export type CreateTokenInput = z.input<typeof CreateTokenInput>;

export const RevokeTokenInput = z.strictObject({ tokenId: z.uuid() });
export type RevokeTokenInput = z.infer<typeof RevokeTokenInput>;

/** `all` is everybody's, for those who look after them. */
export const ListTokensInput = z.strictObject({ all: z.boolean().default(false) });
export type ListTokensInput = z.input<typeof ListTokensInput>;

/** For how long a token lives that is made in the interface; null is for ever. */
export const LIFETIMES = [7, 30, 90, 365, null] as const;
