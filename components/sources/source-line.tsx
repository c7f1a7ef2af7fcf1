"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { Switch } from "@/components/ui/switch";
import type { Counts } from "@/lib/forms/types";

type LineProps = {
  name: string;
  /** Where what was sent to it is listed. */
  href: string;
  place: string;
  closed: boolean;
  signed?: boolean;
  counts: Counts;
  /** Null for who may only look. */
  onSwitch: ((open: boolean) => void) | null;
  menu: ReactNode;
};

/** One form or inbox: whether it is open, where it leads, and how much came. */
export function SourceLine({ name, href, place, closed, signed, counts, onSwitch, menu }: LineProps) {
  const t = useTranslations("sources");
  const { moment } = useMoments();
  const { done, held, lastAt } = counts;
  return (
    <li className="flex items-start gap-3 border-hairline border-b px-5 py-3 max-md:px-4">
      {onSwitch ? (
        <Switch
          className="mt-0.5"
          checked={!closed}
          onCheckedChange={onSwitch}
          aria-label={t("toggle", { name })}
        />
      ) : null}
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={href} className="hit-line min-w-0 truncate font-medium hover:text-primary-text">
            {name}
          </Link>
          <Badge tone={closed ? "grey" : "success"}>{closed ? t("closed") : t("open")}</Badge>
          {signed ? <Badge tone="line">{t("signed")}</Badge> : null}
        </p>
        <p className="mt-0.5 text-12 text-muted-foreground tabular-nums">
          {place} · {t("counts", { done, held })} ·{" "}
          {lastAt ? t("lastAt", { at: moment(lastAt) }) : t("never")}
        </p>
      </div>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="sm" icon aria-label={t("menu", { name })}>
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">{menu}</DropdownMenuContent>
      </DropdownMenu>
    </li>
  );
}
