"use client";

import { Copy, ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { notify } from "@/components/ui/toast";
import type { FormRow } from "@/lib/forms/types";

/** Where a form is, and the line that puts it on another site. */
export function EmbedPanel({ form, siteUrl }: { form: FormRow; siteUrl: string }) {
  const t = useTranslations("sources");
  const url = `${siteUrl}/f/${form.key}`;
  const title = form.title.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const snippet = `<iframe src="${url}" title="${title}" style="width:100%;height:720px;border:0" loading="lazy"></iframe>`;
  return (
    <>
      <Section level={2} title={t("form.address")}>
        <Code text={url} />
        <Button asChild size="sm" className="mt-2" lead={<ExternalLink aria-hidden />}>
          <a href={url} target="_blank" rel="noreferrer">
            {t("view")}
          </a>
        </Button>
      </Section>
      <Section level={2} title={t("form.embed")}>
        {form.origins.length > 0 ? (
          <Code text={snippet} />
        ) : (
          <p className="text-12 text-muted-foreground">{t("form.embedNone")}</p>
        )}
      </Section>
    </>
  );
}

/** A text that is copied whole. */
export function Code({ text }: { text: string }) {
  const t = useTranslations("sources");
  const common = useTranslations("common");
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    notify({ title: t("copied") });
  };
  return (
    <div className="flex items-start gap-1 rounded-md bg-muted py-1.5 ps-3 pe-1.5">
      <code className="min-w-0 flex-1 select-all break-all font-mono text-12">{text}</code>
      <Button variant="ghost" size="xs" icon aria-label={common("copy")} onClick={() => void copy()}>
        <Copy aria-hidden />
      </Button>
    </div>
  );
}
