"use client";

import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { MessagePage } from "@/components/layout/message-page";
import { Button } from "@/components/ui/button";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations("common");
  return (
    <MessagePage
      icon={CircleAlert}
      title={t("page.errorTitle")}
      text={t("page.errorText")}
      reference={error.digest ? t("page.reference", { id: error.digest }) : undefined}
    >
      <Button variant="primary" onClick={reset}>
        {t("retry")}
      </Button>
      <Button asChild>
        <Link href="/today">{t("page.home")}</Link>
      </Button>
    </MessagePage>
  );
}
