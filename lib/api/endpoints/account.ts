import { z } from "zod";
import { NOTIFICATION_KINDS } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Id, Paging, page, whole } from "@/lib/api/shapes/common";
import { Me, Notification, Quota } from "@/lib/api/shapes/people";
import { DomainError } from "@/lib/errors";
import { markAllRead } from "@/lib/notifications/mark-all-read";
import { markRead } from "@/lib/notifications/mark-read";
import { listNotifications } from "@/lib/notifications/queries";
import { ListNotificationsInput } from "@/lib/notifications/schema";
import { findOperation, getProfile } from "@/lib/profile/queries";
import { quotaOf } from "@/lib/quotas/queries";

const me = endpoint({
  id: "getMe",
  method: "get",
  path: "/me",
  tag: "account",
  summary: "Read who you are, and what this token may",
  permission: "profile.read",
  output: Me,
  run: async ({ ctx, use }) => {
    const { id, name, scopes, expiresAt } = use.token;
    return { ...(await getProfile(ctx)), token: { id, name, scopes, expiresAt } };
  },
});

const ping = endpoint({
  id: "ping",
  method: "get",
  path: "/ping",
  tag: "account",
  summary: "Try a token; does nothing else",
  permission: null,
  output: z.strictObject({ ok: z.literal(true), at: At }),
  run: async ({ ctx }) => ({ ok: true as const, at: ctx.now }),
});

const quotas = endpoint({
  id: "listQuotas",
  method: "get",
  path: "/me/quotas",
  tag: "account",
  summary: "Read what you hold and may still claim, pool by pool",
  permission: "customers.read",
  refusals: ["NOT_FOUND"],
  query: z.strictObject({ pool: Id.optional() }),
  output: whole(Quota),
  run: async ({ ctx, query }) => ({ data: (await quotaOf(ctx, query.pool)).pools }),
});

const operation = endpoint({
  id: "getOperation",
  method: "get",
  path: "/operations/{key}",
  tag: "account",
  summary: "Ask what became of an operation",
  description:
    "Its Idempotency-Key is known as soon as its effect is committed. 404: it was never done, or is being done now. The answer is null where it tells a secret.",
  permission: "profile.read",
  refusals: ["NOT_FOUND"],
  params: z.strictObject({ key: z.string().min(1).max(200) }),
  output: z.strictObject({ key: z.string(), verb: z.string(), at: At, answer: z.unknown() }),
  run: ({ ctx, params }) => findOperation(ctx, params),
});

const notifications = endpoint({
  id: "listNotifications",
  method: "get",
  path: "/notifications",
  tag: "account",
  summary: "List your messages, newest first",
  permission: "notifications.read",
  query: z.strictObject({
    unread: z.enum(["true", "false"]).optional(),
    kind: z.enum(NOTIFICATION_KINDS).optional(),
    ...Paging,
  }),
  output: page(Notification),
  run: async ({ ctx, query }) => {
    const asked = ListNotificationsInput.safeParse({
      ...{ cursor: query.cursor, limit: query.limit, unreadOnly: query.unread === "true" },
      kinds: query.kind ? [query.kind] : [],
    });
    if (!asked.success) throw new DomainError("INVALID_INPUT", { field: "cursor" });
    const { rows, nextCursor } = await listNotifications(ctx, {
      ...{ limit: query.limit, unreadOnly: query.unread === "true", kinds: query.kind ? [query.kind] : [] },
      ...(query.cursor ? { cursor: query.cursor } : {}),
    });
    return { data: rows, nextCursor };
  },
});

const read = endpoint({
  id: "markNotificationRead",
  method: "post",
  path: "/notifications/{id}/read",
  tag: "account",
  summary: "Mark a message as read",
  permission: "notifications.read",
  repeating: "afresh",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: z.strictObject({ readAt: At }),
  run: ({ ctx, params }) => markRead(ctx, { id: params.id }),
});

const readAll = endpoint({
  id: "markAllNotificationsRead",
  method: "post",
  path: "/notifications/read",
  tag: "account",
  summary: "Mark all your messages as read",
  permission: "notifications.read",
  repeating: "call",
  output: z.strictObject({ marked: z.int() }),
  run: ({ ctx }) => markAllRead(ctx),
});

export const ACCOUNT: Endpoint[] = [me, ping, quotas, operation, notifications, read, readAll];
