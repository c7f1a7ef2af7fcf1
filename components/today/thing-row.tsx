"use client";

import { CalendarClock, Check, Ellipsis, Phone, SquarePen } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { GradeMark } from "@/components/ui/grade-mark";
import type { Grade } from "@/db/enums";

type ThingRowProps = {
  customerId: string;
  name: string;
  grade: Grade;
  /** Why it is here. */
  reason: ReactNode;
  /** Until when: a countdown or an hour. */
  end: ReactNode;
  /** For `tel:`, when it may be seen. */
  phone: string | null;
  onCall: () => void;
  onFollowUp: () => void;
  /** Absent without a plan. */
  onDone?: (() => void) | undefined;
  onMove: () => void;
};

/** One thing to do: who, why, until when; a call, a follow-up, and the plan, all without leaving the page. */
export function ThingRow(props: ThingRowProps) {
  const { customerId, name, grade, reason, end, phone, onCall, onFollowUp, onDone, onMove } = props;
  const t = useTranslations("today");
  const followUp = useTranslations("followup");
  const common = useTranslations("common");
  return (
    // On the phone the end stands before the reason, so that the name has the width.
    <li className="grid min-h-13 grid-cols-[auto_minmax(0,1fr)_auto_auto] content-center items-center gap-x-2.5 border-hairline border-b px-5 py-1.5 last:border-b-0 max-md:min-h-15 max-md:grid-cols-[auto_auto_minmax(0,1fr)_auto] max-md:gap-x-2 max-md:px-4">
      <span className="row-span-2 flex">
        <GradeMark grade={grade} />
      </span>
      <Link
        href={`/customers/${customerId}`}
        prefetch={false}
        className="hit-line col-start-2 block truncate font-medium max-md:col-span-2 max-md:text-16"
      >
        {name}
      </Link>
      <span className="col-start-2 row-start-2 truncate text-12 text-muted-foreground max-md:col-start-3 max-md:text-13">
        {reason}
      </span>
      <span className="col-start-3 row-span-2 row-start-1 flex max-md:col-start-2 max-md:text-13 max-md:row-span-1 max-md:row-start-2">
        {end}
      </span>
      <span className="col-start-4 row-span-2 row-start-1 flex items-center">
        {phone ? (
          <Button asChild variant="text" icon size="md">
            <a
              href={`tel:${phone}`}
              aria-label={t("call", { name })}
              title={t("call", { name })}
              onClick={onCall}
            >
              <Phone aria-hidden />
            </a>
          </Button>
        ) : (
          <Button
            variant="text"
            icon
            size="md"
            aria-label={followUp("titleOf", { name })}
            title={followUp("log")}
            onClick={onFollowUp}
          >
            <SquarePen aria-hidden />
          </Button>
        )}
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" icon size="md" aria-label={`${common("more")} ${name}`} className="-me-2">
              <Ellipsis aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={onFollowUp}>
              <SquarePen aria-hidden />
              {followUp("log")}
            </DropdownMenuItem>
            {onDone ? (
              <DropdownMenuItem onSelect={onDone}>
                <Check aria-hidden />
                {followUp("list.done")}
              </DropdownMenuItem>
            ) : null}
            <DropdownMenuItem onSelect={onMove}>
              <CalendarClock aria-hidden />
              {onDone ? followUp("list.snooze") : t("plan")}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </span>
    </li>
  );
}
