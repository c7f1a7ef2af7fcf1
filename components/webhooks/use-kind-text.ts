"use client";

import { useTranslations } from "next-intl";
import { EVENT_KINDS, type EventKind } from "@/db/enums";

type Plain = (key: string) => string;

/** Names a kind of message: one of the ledger by what happened to the customer. */
export function useKindText(): (kind: string) => string {
  const events = useTranslations("enums.eventKind");
  const t = useTranslations("webhooks");
  return (kind) => {
    const [group, name = ""] = kind.split(".");
    if (group === "customer" && EVENT_KINDS.includes(name as EventKind)) return events(name as EventKind);
    const key = `kind.${kind.replace(".", "_")}`;
    // A kind that an older release knew and this one doesn't.
    return t.has(key as "kind.webhook_test") ? (t as unknown as Plain)(key) : kind;
  };
}
