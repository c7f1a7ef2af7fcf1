import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";

/** The way from the settings to the organisation's own fields. */
export function FieldsLink({ count }: { count: number }) {
  const t = useTranslations("fields");
  return (
    <section className="mt-2 border-hairline border-t">
      <Link
        href="/settings/fields"
        className="flex min-h-13 items-center gap-3 px-5 py-2 hover:bg-hover max-md:px-4"
      >
        <span className="min-w-0">
          <span className="block font-medium">{t("title")}</span>
          <span className="block text-12 text-muted-foreground">{t("lead")}</span>
        </span>
        <span className="ms-auto shrink-0 text-12 text-muted-foreground">{t("openText", { count })}</span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-faint-foreground" />
      </Link>
    </section>
  );
}
