"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Meter } from "@/components/ui/meter";
import { useErrorText } from "@/components/ui/use-error-text";
import { type Receiving, sumUp } from "@/lib/allocation/sum-up";
import type { Allocation, Given } from "@/lib/allocation/types";
import { useWhyText } from "./use-allocated-text";
import { useAllocationWords } from "./use-allocation-words";

const EXAMPLES = 20;

/** Who would get how many, what stays and why, and of each that goes why to this person. */
export function PlanView({ plan }: { plan: Allocation }) {
  const t = useTranslations("allocation.deal");
  const say = useErrorText();
  const words = useAllocationWords();
  const { given, people, staying, shut } = sumUp(plan);
  const stays: { key: string; text: string; count: number }[] = [
    ...staying.map(({ first, count }) => ({ key: first.customerId, text: say(first), count })),
    ...shut.map(({ rule, count }) => ({ key: rule.id, text: t("shut", { rule: words(rule) }), count })),
    ...(plan.concerned?.noRule ? [{ key: "no rule", text: t("noRule"), count: plan.concerned.noRule }] : []),
    ...(plan.concerned?.awaiting
      ? [{ key: "awaiting", text: t("awaiting"), count: plan.concerned.awaiting }]
      : []),
  ];
  return (
    <div className="flex flex-col gap-5">
      {given.length === 0 ? <p className="text-muted-foreground">{t("nothing")}</p> : null}
      {plan.more ? <p className="text-12 text-muted-foreground">{t("more")}</p> : null}
      {people.length > 0 ? (
        <Part title={t("people")}>
          {people.map((one) => (
            <Person key={one.userId} person={one} />
          ))}
        </Part>
      ) : null}
      {stays.length > 0 ? (
        <Part title={t("stay")}>
          {stays.map(({ key, text, count }) => (
            <li key={key} className="flex items-baseline gap-3 py-1">
              <span className="min-w-0 flex-1 text-muted-foreground">{text}</span>
              <span className="shrink-0">{t("gets", { count })}</span>
            </li>
          ))}
        </Part>
      ) : null}
      {given.length > 0 ? (
        <Part title={t("examples")}>
          {given.slice(0, EXAMPLES).map((one) => (
            <Example key={one.customerId} given={one} />
          ))}
          {given.length > EXAMPLES ? (
            <li className="py-1 text-12 text-faint-foreground">
              {t("some", { count: given.length - EXAMPLES })}
            </li>
          ) : null}
        </Part>
      ) : null}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="border-hairline border-b pb-1 text-12 text-muted-foreground">{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

function Person({ person: { userId, name, count, held, cap } }: { person: Receiving }) {
  const t = useTranslations("allocation.deal");
  const after = held + count;
  return (
    <li className="grid grid-cols-[minmax(72px,112px)_1fr_auto] items-center gap-3 border-hairline border-b py-1.5 last:border-b-0 max-md:min-h-11">
      <Link href={`/members/${userId}`} prefetch={false} className="truncate hover:text-primary-text">
        {name}
      </Link>
      <span className="min-w-0">
        <Meter label={name} value={after} max={Math.max(1, cap ?? after)} mark={held} />
        <span className="block truncate text-12 text-muted-foreground">
          {t("held", { held, hasCap: cap === null ? "no" : "yes", cap: cap ?? 0, after })}
        </span>
      </span>
      <b className="text-end font-medium">+{count}</b>
    </li>
  );
}

function Example({ given }: { given: Given }) {
  const whyOf = useWhyText();
  const words = useAllocationWords();
  return (
    <li className="border-hairline border-b py-1.5 last:border-b-0">
      <span className="flex items-baseline gap-2">
        <Link href={`/pool/${given.customerId}`} prefetch={false} className="min-w-0 truncate font-medium">
          {given.name}
        </Link>
        <span className="ms-auto shrink-0 text-12 text-muted-foreground">{words(given.rule)}</span>
      </span>
      <span className="block text-12 text-muted-foreground">{whyOf(given.userName, given.why)}</span>
    </li>
  );
}
