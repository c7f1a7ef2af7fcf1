"use client";

import { CircleAlert } from "lucide-react";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ActionFailure } from "@/lib/action-result";

/** Why an action was refused, below what was asked. */
export function FailureLine({ failure }: { failure: ActionFailure | null }) {
  const say = useErrorText();
  if (!failure) return null;
  return (
    <p role="alert" className="mt-3 flex gap-1.5 text-13 text-danger-text">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{say({ code: failure.error, params: failure.params })}</span>
    </p>
  );
}
