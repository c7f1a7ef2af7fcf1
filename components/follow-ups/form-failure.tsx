"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/ui/use-error-text";
import { LossNote } from "./loss-note";
import type { FollowUpForm } from "./use-follow-up-form";

/** Why it was not saved, and that nothing typed is lost. */
export function FormFailure({ form }: { form: FollowUpForm }) {
  const t = useTranslations("followup");
  const say = useErrorText();
  const { failure, loss } = form;
  if (!failure) return null;
  if (loss) return <LossNote loss={loss} />;
  return (
    <p role="alert" className="flex gap-1.5 text-13 text-danger-text">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {say({ code: failure.error, params: failure.params })} {t("textKept")}
      </span>
    </p>
  );
}
