"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { TokenRow } from "@/lib/tokens/types";

type LineProps = { token: TokenRow; withOwner: boolean; onRevoke: () => void };

/** One token: whose it is, what it may, until when, and when it was used. */
export function TokenLine({ token, withOwner, onRevoke }: LineProps) {
  const t = useTranslations("tokens");
  const { moment } = useMoments();
  const now = useNow();
  const over = token.expiresAt !== null && token.expiresAt <= now;
  const live = !token.revokedAt && !over;
  const when = moment(token.createdAt, now);
  const made = token.createdByName
    ? token.createdByName === token.user.name
      ? t("made", { when })
      : t("madeBy", { when, name: token.createdByName })
    : t("madeByCli", { when });
  return (
    <li className="flex items-start gap-3 border-hairline border-b px-5 py-3 max-md:px-4">
      <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 truncate font-medium">{token.name}</span>
          <Badge tone={live ? "success" : "grey"}>
            {live ? t("live") : token.revokedAt ? t("revoked") : t("over")}
          </Badge>
          {withOwner ? (
            <span className="text-muted-foreground">
              {token.user.name}
              {token.user.active ? null : ` (${t("left")})`}
            </span>
          ) : null}
        </p>
        <p className="truncate font-mono text-12 text-muted-foreground" title={token.scopes.join(", ")}>
          {token.prefix}… · {token.scopes.join(", ")}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-12 text-muted-foreground tabular-nums">
          <span>{token.lastUsedAt ? t("used", { when: moment(token.lastUsedAt, now) }) : t("unused")}</span>
          <span>
            {token.expiresAt ? t("until", { when: moment(token.expiresAt, now) }) : t("untilNever")}
          </span>
          <span>{made}</span>
        </p>
      </div>
      {live ? (
        <Button variant="ghost" size="sm" onClick={onRevoke} aria-label={`${t("revoke")} ${token.name}`}>
          {t("revoke")}
        </Button>
      ) : null}
    </li>
  );
}
