"use client";

import { Check, CircleX, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import type { DeliveryRow } from "@/lib/webhooks/types";
import { useFailureText } from "./use-failure-text";
import { useKindText } from "./use-kind-text";

const LOOKS = {
  due: { tone: "warning", icon: Clock },
  delivered: { tone: "success", icon: Check },
  failed: { tone: "danger", icon: CircleX },
} as const;

/** One delivery: what it told, of whom, and how far it came. */
export function DeliveryLine({ row, onOpen }: { row: DeliveryRow; onOpen: () => void }) {
  const t = useTranslations("webhooks");
  const say = useKindText();
  const sayFailure = useFailureText();
  const { moment } = useMoments();
  const { tone, icon: Icon } = LOOKS[row.state];
  return (
    <li className="border-hairline border-b">
      <button
        type="button"
        onClick={onOpen}
        className="grid min-h-11 w-full grid-cols-[88px_minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1.2fr)_auto] items-center gap-3 px-5 py-1.5 text-start hover:bg-hover max-md:flex max-md:min-h-15 max-md:flex-wrap max-md:gap-x-2 max-md:gap-y-0.5 max-md:px-4"
      >
        <span>
          <Badge tone={tone}>
            <Icon aria-hidden />
            {t(`delivery.state.${row.state}`)}
          </Badge>
        </span>
        <span className="min-w-0 truncate font-medium max-md:flex-1">{row.name ?? say(row.kind)}</span>
        <span className="min-w-0 truncate text-muted-foreground">{row.name ? say(row.kind) : row.kind}</span>
        <span className="min-w-0 truncate text-12 text-muted-foreground max-md:w-full">
          {[
            row.lastError ? sayFailure(row.lastError) : null,
            row.lastStatus ? t("delivery.status", { status: row.lastStatus }) : null,
            row.attempts > 1 ? t("delivery.attempts", { count: row.attempts }) : null,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <span className="text-12 text-muted-foreground tabular-nums">{moment(row.at)}</span>
      </button>
    </li>
  );
}
