"use client";

import { useTranslations } from "next-intl";

/** Says what went wrong with an attempt. */
export function useFailureText(): (error: string) => string {
  const t = useTranslations("webhooks.error");
  return (error) => t(t.has(error as "no_answer") ? (error as "no_answer") : "no_answer");
}
