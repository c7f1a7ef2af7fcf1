"use client";

import { UserX } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { useErrorText } from "@/components/ui/use-error-text";
import type { SameHands } from "@/lib/second-person/types";

/** Where a yes would stand: why this reader's wouldn't be that of a second person, and from when on it is. */
export function NotSecondPerson({ why, className }: { why: SameHands; className?: string }) {
  const say = useErrorText();
  return (
    <p className={cn("flex gap-1.5 text-12 text-warning-text", className)}>
      <UserX aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>{say({ code: "NOT_A_SECOND_PERSON", params: { ...why } })}</span>
    </p>
  );
}
