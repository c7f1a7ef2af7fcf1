"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { revokeTokenAction } from "@/lib/tokens/actions";
import type { TokenRow } from "@/lib/tokens/types";

/** The secret of a token that has just been made; it is never shown again. */
export function TokenSecretDialog({ secret }: { secret: string }) {
  const t = useTranslations("tokens");
  const common = useTranslations("common");
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    notify({ title: common("copied") });
  };
  return (
    <DialogContent
      title={t("secretTitle")}
      description={t("secretLead")}
      footer={
        <>
          <Button lead={<Copy aria-hidden />} onClick={() => void copy()}>
            {t("copy")}
          </Button>
          <DialogClose asChild>
            <Button variant="primary">{t("stored")}</Button>
          </DialogClose>
        </>
      }
    >
      <p
        data-testid="token"
        className="select-all break-all rounded-md bg-muted px-3 py-2.5 font-mono text-13"
      >
        {secret}
      </p>
    </DialogContent>
  );
}

/** Ends a token, after saying what that does. */
export function RevokeTokenDialog({ token, onDone }: { token: TokenRow; onDone: () => void }) {
  const t = useTranslations("tokens");
  const common = useTranslations("common");
  const { run, busy, failure } = useAsking();
  const revoke = async () => {
    const done = await run((asked) => revokeTokenAction({ tokenId: token.id }, asked));
    if (!done) return;
    notify({ title: t("revokedDone") });
    onDone();
  };
  return (
    <DialogContent
      title={t("revokeTitle", { name: token.name })}
      description={t("revokeLead")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="danger" busy={busy} onClick={() => void revoke()}>
            {t("revoke")}
          </Button>
        </>
      }
    >
      <FailureLine failure={failure} />
    </DialogContent>
  );
}
