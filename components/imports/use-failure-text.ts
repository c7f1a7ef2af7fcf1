"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ErrorCode } from "@/lib/errors";
import { fileRefusalText } from "@/lib/imports/reason-text";
import type { ImportFailure } from "./send-file";

/** The words of a refusal: those of the file where it is the file's fault. */
export function useFailureText(): (
  failure: ImportFailure | { code: string; params: ImportFailure["params"] },
) => string {
  const t = useTranslations("imports");
  const say = useErrorText();
  return ({ code, params }) => {
    if (code === "LOST") return t("run.lost");
    const { limit, hours } = params;
    if (code === "TOO_MANY_REQUESTS" && typeof limit === "number" && typeof hours === "number") {
      return t("run.comparedEnough", { limit, hours });
    }
    return fileRefusalText(t, params) ?? say({ code: code as ErrorCode, params });
  };
}
