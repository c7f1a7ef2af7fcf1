"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";

/** Above a list: which filters of its address were left out, so that nobody takes it for what the address asks. */
export function UnreadNotice({ names }: { names: readonly string[] }) {
  const t = useTranslations("views");
  if (names.length === 0) return null;
  return (
    <p
      role="status"
      className="flex min-h-10 shrink-0 items-center gap-2 border-hairline border-b bg-sidebar px-5 py-1.5 max-md:px-4"
    >
      <CircleAlert aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <span>{t("unread", { names: names.join(t("unreadComma")) })}</span>
    </p>
  );
}
