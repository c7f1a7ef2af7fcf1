"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import { markAllRead } from "./mark-all-read";
import { markRead } from "./mark-read";
import { listNotifications } from "./queries";
import { MarkReadInput, NotificationPageInput } from "./schema";

/** The unread count stands in the frame of every page. */
const refreshAll = () => revalidatePath("/", "layout");

export const markReadAction = action(MarkReadInput, async (ctx, input) => {
  const marked = await markRead(ctx, input);
  refreshAll();
  return marked;
});

export const markAllReadAction = action(z.undefined(), async (ctx) => {
  const marked = await markAllRead(ctx);
  refreshAll();
  return marked;
});

export const listNotificationsAction = action(NotificationPageInput, (ctx, { cursor, ...input }) =>
  listNotifications(ctx, cursor === undefined ? input : { ...input, cursor }),
);
