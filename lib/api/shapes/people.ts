import { z } from "zod";
import { LOCALES, NOTIFICATION_KINDS, ROLES } from "@/db/enums";
import { At, ErrorCodeShape, Id, Named, Use } from "./common";

export const Me = z
  .strictObject({
    id: Id,
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    team: Named.nullable(),
    locale: z.enum(LOCALES).nullable(),
    organization: z.strictObject({ name: z.string(), timeZone: z.string(), currency: z.string() }),
    token: z.strictObject({
      id: Id,
      name: z.string(),
      scopes: z.array(z.string()),
      expiresAt: At.nullable(),
    }),
  })
  .meta({ id: "Me" });

const Refusal = z.strictObject({
  code: ErrorCodeShape,
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const Quota = z
  .strictObject({
    pool: Named,
    policyVersion: z.int(),
    held: z.int(),
    cap: z.int().nullable().meta({ description: "Null is no cap." }),
    notCounted: z.int(),
    today: Use.nullable(),
    week: Use.nullable(),
    left: z.int().nullable().meta({ description: "How many you may claim now; null is without limit." }),
    refusal: Refusal.nullable().meta({ description: "Why you can claim nothing of this pool now." }),
    coolDownDays: z.int(),
    coolDowns: z.array(z.strictObject({ customerId: Id, name: z.string(), lostAt: At, until: At })),
    protections: z.strictObject({ used: z.int(), limit: z.int(), maxDays: z.int() }),
  })
  .meta({ id: "Quota" });

export const User = z
  .strictObject({
    id: Id,
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    teamId: Id.nullable(),
    teamName: z.string().nullable(),
    level: z.string().nullable(),
    holdingCap: z.int().nullable(),
    locale: z.enum(LOCALES).nullable(),
    pools: z.array(Named),
    heldCount: z.int(),
    createdAt: At,
    deactivatedAt: At.nullable(),
    seenAt: At.nullable(),
  })
  .meta({ id: "User" });

export const Team = z
  .strictObject({
    id: Id,
    name: z.string(),
    members: z.array(z.strictObject({ userId: Id, name: z.string(), role: z.string() })),
    heldCount: z.int(),
  })
  .meta({ id: "Team" });

export const Notification = z
  .strictObject({
    id: Id,
    kind: z.enum(NOTIFICATION_KINDS),
    customerId: Id.nullable(),
    params: z.record(z.string(), z.unknown()),
    at: At,
    readAt: At.nullable(),
  })
  .meta({ id: "Notification" });

export const Pool = z
  .strictObject({
    id: Id,
    name: z.string(),
    description: z.string(),
    position: z.int(),
    createdAt: At,
    archivedAt: At.nullable(),
    policyVersion: z.int(),
    policyPublishedAt: At,
    memberCount: z.int(),
    pooledCount: z.int(),
    heldCount: z.int(),
    mineCount: z.int(),
    freshCount: z.int().nullable(),
  })
  .meta({ id: "Pool" });

export const PoolMember = z
  .strictObject({
    userId: Id,
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    teamId: Id.nullable(),
    teamName: z.string().nullable(),
    joinedAt: At,
    heldCount: z.int(),
    countedCount: z.int(),
    cap: z.int().nullable(),
  })
  .meta({ id: "PoolMember" });
