"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { signOutAction } from "@/lib/auth/actions";

/** Ends this session; the sign-in page follows. */
export function SignOutButton() {
  const t = useTranslations("me");
  const [busy, start] = useTransition();
  return (
    <Button
      busy={busy}
      lead={<LogOut aria-hidden />}
      className="max-md:w-full"
      onClick={() => start(() => signOutAction())}
    >
      {t("signOut")}
    </Button>
  );
}
