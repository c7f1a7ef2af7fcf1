"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { DialogContent } from "@/components/ui/dialog";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ErrorCode, ErrorParams } from "@/lib/errors";

/** What became of one of several customers that were given back or on. */
export type BulkOutcome = {
  id: string;
  name: string;
  ok: boolean;
  error?: { code: ErrorCode; params: ErrorParams };
};

/** What didn't go, by name, with the reason of each. */
export function GiveOutcomes({ outcomes }: { outcomes: readonly BulkOutcome[] }) {
  const t = useTranslations("mine.bulk");
  const say = useErrorText();
  const failed = outcomes.filter((one) => !one.ok);
  return (
    <DialogContent
      title={t("someFailed", { count: failed.length })}
      description={t("someDone", { count: outcomes.length - failed.length })}
    >
      <ul className="flex flex-col gap-2.5 pb-2">
        {failed.map((one) => (
          <li key={one.id}>
            <Link href={`/customers/${one.id}`} className="font-medium">
              {one.name}
            </Link>
            <p className="text-muted-foreground">{one.error ? say(one.error) : ""}</p>
          </li>
        ))}
      </ul>
    </DialogContent>
  );
}
