"use client";

import { OctagonPause } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { KeyValues } from "@/components/ui/section";
import type { Hold } from "@/lib/sweeps/types";
import { DecideDialog } from "./decide-dialog";

/** A sweep that has stopped and asks: what was foreseen, what was found, and whom it would take. */
export function HoldCard({ hold, admin }: { hold: Hold; admin: boolean }) {
  const t = useTranslations("sweeps.hold");
  const now = useNow();
  const { moment } = useMoments();
  const rules = useRuleWords();
  const [asking, setAsking] = useState<"approve" | "decline" | null>(null);
  const listed = (names: readonly string[]) => names.join(t("comma"));
  return (
    <section
      aria-label={t("title", { pool: hold.pool.name })}
      className="mx-5 mt-4 rounded-lg border border-danger-line bg-danger-subtle px-4 py-3 max-md:mx-4"
    >
      <h2 className="flex gap-2 font-medium text-danger-text">
        <OctagonPause aria-hidden className="mt-0.5 size-4 shrink-0" />
        {t("title", { pool: hold.pool.name })}
      </h2>
      <p className="mt-1 text-13 md:ps-6">
        {t("numbers", { expected: hold.expected, found: hold.found, ceiling: hold.ceiling })}{" "}
        {t("since", { moment: moment(hold.heldAt, now) })}
      </p>
      <KeyValues
        className="mt-3 text-13 md:ps-6"
        items={[
          { label: t("due"), value: t("customers", { count: hold.due }) },
          {
            label: t("owners"),
            value: listed(hold.owners.map(({ name, count }) => t("named", { name, count }))),
          },
          {
            label: t("rules"),
            value: listed(
              hold.rules.map(({ rule, count }) =>
                t("named", { name: rule ? rules.long(rule) : t("noRule"), count }),
              ),
            ),
          },
          {
            label: t("such"),
            value: (
              <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
                {hold.customers.map(({ id, name, ownerName }) => (
                  <li key={id}>
                    <Link href={`/customers/${id}`} className="hover:text-primary-text">
                      {name}
                    </Link>{" "}
                    <span className="text-muted-foreground">{ownerName}</span>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      {admin ? (
        <div className="mt-3 flex flex-wrap gap-2 md:ps-6">
          <Button variant="danger" size="sm" onClick={() => setAsking("approve")}>
            {t("approve", { count: hold.due })}
          </Button>
          <Button size="sm" onClick={() => setAsking("decline")}>
            {t("decline")}
          </Button>
        </div>
      ) : (
        <p className="mt-3 text-12 text-muted-foreground md:ps-6">{t("readOnly")}</p>
      )}
      <Dialog open={asking !== null} onOpenChange={(next) => (next ? null : setAsking(null))}>
        {asking ? <DecideDialog key={asking} hold={hold} as={asking} onDone={() => setAsking(null)} /> : null}
      </Dialog>
    </section>
  );
}
