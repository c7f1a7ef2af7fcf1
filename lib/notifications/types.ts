import type { NotificationKind } from "@/db/enums";
import type { NotificationParams } from "@/db/schema/notifications";

/** A message as it is read: the kind says which sentence, the params fill it. */
export type NotificationRow = {
  id: string;
  kind: NotificationKind;
  customerId: string | null;
  params: NotificationParams;
  at: Date;
  readAt: Date | null;
};
