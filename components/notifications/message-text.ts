"use client";

import { useTranslations } from "next-intl";
import { useMoments } from "@/components/customers/use-moments";
import type { NotificationRow } from "@/lib/notifications/types";

// Every word a sentence may ask for: a message written by an older release may lack one.
const WORDS = {
  ...{ name: "", by: "", from: "", file: "", pool: "", rule: "other" },
  ...{ count: 1, created: 0, updated: 0, duplicate: 0, rejected: 0, version: 1 },
};

/** What a message says: its sentence, and below it what follows from it. */
export function useMessageText(): (row: NotificationRow) => { title: string; text: string } {
  const t = useTranslations("notifications.messages");
  const { moment } = useMoments();
  return ({ kind, params, at }) => {
    const given = Object.fromEntries(
      Object.entries(params).flatMap(([name, value]) =>
        value === null ? [] : [[name, typeof value === "number" ? value : String(value)]],
      ),
    );
    const due = typeof params.dueAt === "string" ? moment(params.dueAt, at) : "";
    const yes = (is: unknown) => (is ? "yes" : "no");
    const words = {
      ...{ ...WORDS, ...given, due, hasDue: yes(due), hasBy: yes(params.by), hasFrom: yes(params.from) },
    };
    return { title: t(`${kind}.title`, words), text: t(`${kind}.text`, words) };
  };
}

/** Where a message leads; null when there is nothing to open. */
export function hrefOf({ kind, customerId, params }: NotificationRow): string | null {
  if (kind === "import_finished") {
    return typeof params.importId === "string" ? `/imports/${params.importId}` : "/imports";
  }
  if (customerId) return `/customers/${customerId}`;
  if (kind === "handed_over") return "/mine?sort=heldSince";
  if (kind === "reclaimed") return "/pool?view=coolingForMe";
  if (kind === "policy_published") return "/mine";
  return null;
}
