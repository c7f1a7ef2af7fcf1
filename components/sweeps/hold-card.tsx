"use client";

import { OctagonPause } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useEndWords } from "@/components/pool/use-end-words";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { KeyValues } from "@/components/ui/section";
import type { Hold } from "@/lib/sweeps/types";
import { DecideDialog } from "./decide-dialog";

const MOST_ON_PHONE = 5;

/** Whom it would take: how many, from whom where somebody holds them, by which rules, and the first of them. */
function HoldFacts({ hold, cleanUp }: { hold: Hold; cleanUp: "yes" | "no" }) {
  const t = useTranslations("sweeps.hold");
  const rules = useRuleWords();
  const endWords = useEndWords();
  const named = ({ rule, end }: Hold["rules"][number]) => {
    const name = rule ? rules.long(rule) : t("noRule");
    return end ? t("ruleEnd", { rule: name, end: endWords(end) }) : name;
  };
  const owners = hold.owners.map(({ name, count }) => t("named", { name, count })).join(t("comma"));
  return (
    <KeyValues
      className="mt-3 text-13 md:ps-6"
      items={[
        { label: t("due", { cleanUp }), value: t("customers", { count: hold.due }) },
        ...(owners ? [{ label: t("owners"), value: owners }] : []),
        {
          label: t("rules"),
          value: (
            <ul>
              {hold.rules.map((one) => (
                <li key={one.rule?.id ?? ""}>{t("ruleCount", { rule: named(one), count: one.count })}</li>
              ))}
            </ul>
          ),
        },
        {
          label: t("such"),
          value: (
            <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
              {hold.customers.map(({ id, name, ownerName }, place) => (
                <li key={id} className={cn(place >= MOST_ON_PHONE && "max-md:hidden")}>
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
  );
}

/** A sweep, of reclaims or of a clean-up, that has stopped and asks: what was foreseen, what was found, and whom it would take. */
export function HoldCard({ hold, admin }: { hold: Hold; admin: boolean }) {
  const t = useTranslations("sweeps.hold");
  const now = useNow();
  const { moment } = useMoments();
  const [asking, setAsking] = useState<"approve" | "decline" | null>(null);
  const cleanUp = hold.job === "clean-up-pools" ? "yes" : "no";
  const title = t("title", { pool: hold.pool.name, cleanUp });
  return (
    <section
      aria-label={title}
      className="mx-5 mt-4 rounded-lg border border-danger-line bg-danger-subtle px-4 py-3 max-md:mx-4"
    >
      <h2 className="flex gap-2 font-medium text-danger-text">
        <OctagonPause aria-hidden className="mt-0.5 size-4 shrink-0" />
        {title}
      </h2>
      <p className="mt-1 text-13 md:ps-6">
        {t("numbers", { expected: hold.expected, found: hold.found, ceiling: hold.ceiling })}{" "}
        {t("since", { moment: moment(hold.heldAt, now), cleanUp })}
      </p>
      {hold.due > 0 ? (
        <HoldFacts hold={hold} cleanUp={cleanUp} />
      ) : (
        <p className="mt-1 text-13 md:ps-6">{t("noneDue", { cleanUp })}</p>
      )}
      {admin ? (
        <>
          <p className="mt-3 text-12 text-muted-foreground md:ps-6">{t("check")}</p>
          <div className="mt-3 flex flex-wrap gap-2 md:ps-6">
            <Button variant="danger" size="sm" onClick={() => setAsking("approve")}>
              {t("approve", { count: hold.due, cleanUp })}
            </Button>
            <Button size="sm" onClick={() => setAsking("decline")}>
              {t("decline", { cleanUp })}
            </Button>
          </div>
        </>
      ) : (
        <p className="mt-3 text-12 text-muted-foreground md:ps-6">{t("readOnly")}</p>
      )}
      <Dialog open={asking !== null} onOpenChange={(next) => (next ? null : setAsking(null))}>
        {asking ? <DecideDialog key={asking} hold={hold} as={asking} onDone={() => setAsking(null)} /> : null}
      </Dialog>
    </section>
  );
}
