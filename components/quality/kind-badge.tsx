import { Flag, type LucideIcon, PhoneMissed, PhoneOff, TriangleAlert, Unplug } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { DataIssueKind } from "@/db/enums";

const ICONS: Record<DataIssueKind, LucideIcon> = {
  wrong_number: PhoneOff,
  gone: PhoneMissed,
  unreachable: Unplug,
  bad_phone: TriangleAlert,
  reported: Flag,
};

/** What is wrong, as a word with its sign. */
export function KindBadge({ kind, className }: { kind: DataIssueKind; className?: string }) {
  const t = useTranslations("quality.kinds");
  const Icon = ICONS[kind];
  return (
    <Badge tone="warning" {...(className ? { className } : {})}>
      <Icon aria-hidden />
      {t(kind)}
    </Badge>
  );
}
