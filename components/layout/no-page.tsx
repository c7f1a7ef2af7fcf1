import { Waves } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { MessagePage } from "./message-page";

/** What stands where there is no page, or none that the reader may see. */
export async function NoPage() {
  const t = await getTranslations("common.page");
  return (
    <MessagePage icon={Waves} title={t("notFoundTitle")} text={t("notFoundText")}>
      <Button asChild variant="primary">
        <Link href="/today">{t("home")}</Link>
      </Button>
    </MessagePage>
  );
}
