import { Waves } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/components/layout/message-page";
import { Button } from "@/components/ui/button";

export default async function NotFound() {
  const t = await getTranslations("common.page");
  return (
    <MessagePage icon={Waves} title={t("notFoundTitle")} text={t("notFoundText")}>
      <Button asChild variant="primary">
        <Link href="/today">{t("home")}</Link>
      </Button>
    </MessagePage>
  );
}
