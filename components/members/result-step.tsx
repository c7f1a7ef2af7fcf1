"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { HandoverOutcome } from "@/lib/users/hand-over-book";
import type { DeparturePreview } from "@/lib/users/types";

/** What the hand-over answered. */
export type HandedOver = {
  transferred: number;
  departed: number;
  endedSessions: number;
  outcomes: HandoverOutcome[];
};

type StepProps = { done: HandedOver; preview: DeparturePreview; receiver: string | null };

/** What became of each customer, and why. */
export function ResultStep({ done, preview, receiver }: StepProps) {
  const t = useTranslations("members.handOver");
  const { user, byPool } = preview;
  const poolName = new Map(byPool.map(({ poolId, name }) => [poolId, name]));
  return (
    <>
      <p role="status" className="font-medium text-16">
        {t("done", { name: user.name })}
      </p>
      <p className="mt-1 text-muted-foreground">
        {t("doneCounts", {
          transferred: done.transferred,
          departed: done.departed,
          sessions: done.endedSessions,
        })}
      </p>
      {done.outcomes.length > 0 ? (
        <Table className="-mx-5 mt-4 w-[calc(100%+40px)] max-md:-mx-4 max-md:w-[calc(100%+32px)]">
          <thead>
            <Tr>
              <Th className="text-start">{t("customer")}</Th>
              <Th className="text-start">{t("went")}</Th>
              <Th className="text-start max-md:hidden">{t("why")}</Th>
            </Tr>
          </thead>
          <tbody>
            {done.outcomes.map((one) => (
              <Tr key={one.customerId}>
                <Td>
                  <Link href={`/customers/${one.customerId}`} className="hover:text-primary-text">
                    {one.name}
                  </Link>
                </Td>
                <Td>{one.outcome === "transferred" ? receiver : (poolName.get(one.poolId) ?? t("pool"))}</Td>
                <Td muted className="max-md:hidden">
                  {one.because ? t(`because.${one.because}`, { name: receiver ?? "" }) : t("because.room")}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      ) : null}
      <div className="mt-6 flex gap-2">
        <Button asChild>
          <Link href={`/ledger?user=${user.id}`}>{t("seeLedger")}</Link>
        </Button>
        <Button asChild>
          <Link href="/members">{t("backToMembers")}</Link>
        </Button>
      </div>
    </>
  );
}
