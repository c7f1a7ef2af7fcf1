"use client";

import { FileWarning } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ENCODINGS } from "@/lib/imports/encodings";
import type { ImportFailure } from "./send-file";
import { useFailureText } from "./use-failure-text";

/** A file that was sent and can't be read: why, and where that may help, in another encoding. */
export function RefusedFile({ fileId, failure }: { fileId: string; failure: ImportFailure }) {
  const t = useTranslations("imports");
  const failureText = useFailureText();
  const { reason } = failure.params;
  const maybeEncoding = reason === "encoding_unknown" || reason === "binary";
  return (
    <>
      <PageHeader title={t("title")} ruled />
      <PhoneHeader title={t("title")} back={{ href: "/imports", label: t("title") }} />
      <EmptyState
        icon={FileWarning}
        title={t("check.refused")}
        text={failureText(failure)}
        action={
          <>
            <Button asChild variant="primary">
              <Link href="/imports">{t("drop.another")}</Link>
            </Button>
            {maybeEncoding ? (
              <nav aria-label={t("check.tryEncoding")} className="flex flex-wrap gap-2">
                {ENCODINGS.map((encoding) => (
                  <Button key={encoding} asChild>
                    <Link href={`/imports/new?file=${fileId}&encoding=${encoding}`}>
                      {t(`encodingName.${encoding}`)}
                    </Link>
                  </Button>
                ))}
              </nav>
            ) : null}
          </>
        }
      />
    </>
  );
}
