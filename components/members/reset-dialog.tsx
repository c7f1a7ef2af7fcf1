"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { Checkbox } from "@/components/ui/checkbox";
import { resetPasswordAction } from "@/lib/users/actions";
import type { UserRow } from "@/lib/users/types";
import { type Issued, PasswordOnce } from "./password-once";

/** Gives somebody a new password, and says what becomes of the programs that act for him. */
export function ResetDialog({ user, onDone }: { user: UserRow; onDone: () => void }) {
  const t = useTranslations("members.password");
  const [issued, setIssued] = useState<Issued | null>(null);
  const [endTokens, setEndTokens] = useState(true);
  const { run, busy, failure } = useAsking();
  const reset = async () => {
    const done = await run((options) => resetPasswordAction({ userId: user.id, endTokens }, options));
    if (done) setIssued({ name: user.name, email: user.email, password: done.temporaryPassword });
  };
  if (issued) return <PasswordOnce issued={issued} onDone={onDone} />;
  return (
    <AskContent
      {...{ busy, failure }}
      title={t("resetTitle", { name: user.name })}
      description={t("resetLead")}
      confirm={t("reset")}
      onConfirm={() => void reset()}
    >
      <label htmlFor="end-tokens" className="flex min-h-11 items-center gap-2 md:min-h-0">
        <Checkbox
          id="end-tokens"
          checked={endTokens}
          onCheckedChange={(checked) => setEndTokens(checked === true)}
        />
        <span>{t("endTokens")}</span>
      </label>
      <p className="mt-1 text-12 text-muted-foreground">{t(endTokens ? "tokensEnd" : "tokensStay")}</p>
    </AskContent>
  );
}
