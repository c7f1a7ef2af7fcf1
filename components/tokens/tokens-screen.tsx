"use client";

import { BookOpen, KeyRound, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import type { TokenRow } from "@/lib/tokens/types";
import { AddTokenDialog } from "./add-dialog";
import { RevokeTokenDialog, TokenSecretDialog } from "./once-dialogs";
import { TokenLine } from "./token-line";

type Open = { as: "add" } | { as: "revoke"; token: TokenRow } | { as: "secret"; secret: string } | null;

type ScreenProps = {
  tokens: readonly TokenRow[];
  scopes: readonly string[];
  /** Everybody's, for an admin; null for whoever sees only his own. */
  all: boolean | null;
};

/** The tokens by which programs act for somebody. */
export function TokensScreen({ tokens, scopes, all }: ScreenProps) {
  const t = useTranslations("tokens");
  const me = useTranslations("me");
  const [open, setOpen] = useState<Open>(null);
  const crumb = { label: me("title"), href: "/me" };
  const actions = (
    <>
      <Button asChild size="sm">
        <Link href="/api-docs" aria-label={t("docs")}>
          <BookOpen aria-hidden />
          <span className="max-md:sr-only">{t("docs")}</span>
        </Link>
      </Button>
      <Button size="sm" variant="primary" lead={<Plus aria-hidden />} onClick={() => setOpen({ as: "add" })}>
        {t("add")}
      </Button>
    </>
  );
  return (
    <>
      <PageHeader title={t("title")} crumbs={[crumb]} actions={actions} ruled />
      <PhoneHeader title={t("title")} back={crumb} actions={actions} />
      <Panes>
        <Pane>
          <div className="max-w-[1040px] pb-10">
            <p className="max-w-[720px] px-5 py-3.5 text-muted-foreground max-md:px-4">{t("lead")}</p>
            {all === null ? null : <Whose all={all} />}
            {tokens.length === 0 ? (
              <EmptyState icon={KeyRound} title={t("none")} text={t("noneText")} />
            ) : (
              <ul aria-label={t("title")} className="border-hairline border-t">
                {tokens.map((token) => (
                  <TokenLine
                    key={token.id}
                    token={token}
                    withOwner={all === true}
                    onRevoke={() => setOpen({ as: "revoke", token })}
                  />
                ))}
              </ul>
            )}
          </div>
        </Pane>
      </Panes>
      <Dialog open={open !== null} onOpenChange={(next) => (next ? null : setOpen(null))}>
        {open?.as === "add" ? (
          <AddTokenDialog scopes={scopes} onDone={(secret) => setOpen({ as: "secret", secret })} />
        ) : null}
        {open?.as === "secret" ? <TokenSecretDialog secret={open.secret} /> : null}
        {open?.as === "revoke" ? <RevokeTokenDialog token={open.token} onDone={() => setOpen(null)} /> : null}
      </Dialog>
    </>
  );
}

/** One's own or everybody's. */
function Whose({ all }: { all: boolean }) {
  const t = useTranslations("tokens");
  const links = [
    { href: "/me/tokens", label: t("mine"), on: !all },
    { href: "/me/tokens?all=1", label: t("all"), on: all },
  ];
  return (
    <nav aria-label={t("title")} className="flex gap-1 px-4 pb-2 max-md:px-3">
      {links.map(({ href, label, on }) => (
        <Link
          key={href}
          href={href}
          {...(on ? { "aria-current": "page" as const } : {})}
          className={cn(
            "flex h-8 items-center rounded-md px-2.5 max-md:h-11",
            on ? "bg-muted font-medium" : "text-muted-foreground hover:bg-hover",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
