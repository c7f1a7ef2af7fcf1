import { z } from "zod";
import { LOCALES, ROLES } from "@/db/enums";

const userId = z.uuid();

const profile = {
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  name: z.string().trim().min(1).max(100),
  role: z.enum(ROLES),
  teamId: z.uuid().nullable().default(null),
  /** How the organisation grades him, in its own words. */
  level: z
    .string()
    .trim()
    .max(40)
    .nullable()
    .transform((level) => level || null)
    .default(null),
  /** His own holding cap in every pool; null leaves it to the policies. */
  holdingCap: z.int().min(0).max(100_000).nullable().default(null),
  locale: z.enum(LOCALES).nullable().default(null),
};

export const CreateUserInput = z.strictObject({
  ...profile,
  /** The pools in which he may claim. */
  poolIds: z.array(z.uuid()).max(500).default([]),
});
export type CreateUserInput = z.infer<typeof CreateUserInput>;

export const EditUserInput = z.strictObject({ userId, ...profile });
export type EditUserInput = z.infer<typeof EditUserInput>;

export const UserInput = z.strictObject({ userId });
export type UserInput = z.infer<typeof UserInput>;

export const ResetPasswordInput = UserInput.extend({
  /** Whether his API tokens end too. */
  endTokens: z.boolean().default(true),
});
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;

export const ReactivateUserInput = UserInput;

/** `receiverId` takes what he can; null leaves everything to the pools. */
export const DeactivateUserInput = z.strictObject({
  userId,
  receiverId: z.uuid().nullable().default(null),
  note: z.string().trim().max(2000).default(""),
});
export type DeactivateUserInput = z.infer<typeof DeactivateUserInput>;

export const ListUsersInput = z.strictObject({
  state: z.enum(["active", "left", "all"]).default("active"),
  role: z.enum(ROLES).optional(),
  team: z.uuid().optional(),
  pool: z.uuid().optional(),
  /** Part of a name or an address. */
  q: z.string().trim().max(100).default(""),
});
export type ListUsersInput = z.input<typeof ListUsersInput>;
