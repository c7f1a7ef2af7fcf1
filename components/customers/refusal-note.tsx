"use client";

import { Ban, CircleGauge, Gavel, Lock, type LucideIcon, Snowflake, UserRoundCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Refusal } from "@/components/ui/refusal";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import { useNow } from "./clock";
import { useMoments } from "./use-moments";

const SHORT = [
  "FROZEN",
  "AWAITS_DECISION",
  "COOLING_DOWN",
  "NOT_A_MEMBER",
  "HOLDING_CAP_REACHED",
  "DAILY_LIMIT_REACHED",
  "WEEKLY_LIMIT_REACHED",
  "ALREADY_CLAIMED",
  "NOT_IN_POOL",
  "USER_INACTIVE",
] as const;

/** The icon that goes with a refusal to claim. */
export function refusalIcon(code: ErrorCode): LucideIcon {
  if (code === "COOLING_DOWN" || code === "FROZEN") return Snowflake;
  if (code === "AWAITS_DECISION") return Gavel;
  if (code === "NOT_A_MEMBER") return Lock;
  if (code === "ALREADY_CLAIMED") return UserRoundCheck;
  return code.endsWith("_REACHED") ? CircleGauge : Ban;
}

/** Why a customer can't be claimed, in a few characters where the button would be; the whole sentence is its title. */
export function RefusalNote({ permit }: { permit: { error: ErrorCode; params: ErrorParams } }) {
  const t = useTranslations("pool.refusal");
  const say = useErrorText();
  const now = useNow();
  const { daysSince } = useMoments();
  const code = SHORT.find((one) => one === permit.error) ?? "other";
  const until = typeof permit.params.until === "string" ? permit.params.until : null;
  // Days that are left, a started one counted: what the person has to wait.
  const days = until ? Math.max(1, -daysSince(until, now)) : Number(permit.params.days ?? 1);
  return (
    <Refusal
      icon={refusalIcon(permit.error)}
      text={code === "COOLING_DOWN" ? t(code, { days }) : t(code)}
      detail={say(permit)}
    />
  );
}
