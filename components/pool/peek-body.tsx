"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useNow } from "@/components/customers/clock";
import { HistoryBand } from "@/components/customers/history-band";
import { MaskedPhone } from "@/components/customers/masked-phone";
import { useMoments } from "@/components/customers/use-moments";
import { useFieldText } from "@/components/fields/use-field-text";
import { PeekQuality } from "@/components/quality/data-quality";
import { Badge } from "@/components/ui/badge";
import { GradeMark } from "@/components/ui/grade-mark";
import { KeyValues, Section } from "@/components/ui/section";
import type { Grade } from "@/db/enums";
import type { PeekView } from "@/lib/customers/customer-types";
import { EligibilityList } from "./eligibility-list";
import { StayNote } from "./stay-note";

type PeekTitleProps = {
  name: string;
  grade: Grade;
  facts: readonly (string | null)[];
  tags: readonly string[];
};

/** Who it is: the name, what it does and where, its tags. */
export function PeekTitle({ name, grade, facts, tags }: PeekTitleProps) {
  const line = facts.filter((fact) => fact !== null && fact !== "").join(" · ");
  return (
    <div className="px-5 pt-0.5 pb-3.5 max-md:px-4">
      <div className="flex items-start gap-2">
        <span className="mt-1.5 max-md:mt-1">
          <GradeMark grade={grade} />
        </span>
        <h2 className="min-w-0 break-words font-semibold text-20">{name}</h2>
      </div>
      {line ? <p className="mt-0.5 text-muted-foreground">{line}</p> : null}
      {tags.length > 0 ? (
        <div className="mt-2.5 flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <Badge key={tag} tone="line">
              {tag}
            </Badge>
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** Everything that may be known before the claim: can I, whose was it, what was said, whom would I call. */
export function PeekBody({ peek }: { peek: PeekView }) {
  const t = useTranslations("pool.peek");
  const now = useNow();
  const { day, daysSince } = useMoments();
  const handlers = new Set(peek.history.flatMap((one) => (one.kind === "held" ? [one.owner.id] : [])));
  return (
    <>
      <Section title={t("eligibility")}>
        <EligibilityList eligibility={peek.eligibility} />
        <StayNote stay={peek.stay} />
      </Section>
      <Section
        title={t("history", { count: handlers.size })}
        aside={t("entered", { day: day(peek.enteredAt, now), count: daysSince(peek.enteredAt, now) })}
      >
        <HistoryBand history={peek.history} />
        <LastNotes peek={peek} />
      </Section>
      <PeekQuality peek={peek} />
      <Facts peek={peek} />
    </>
  );
}

function LastNotes({ peek }: { peek: PeekView }) {
  const t = useTranslations("pool.peek");
  const now = useNow();
  const { day } = useMoments();
  const notes = peek.lastNotes.filter(({ note }) => note !== "");
  if (notes.length === 0) return null;
  return (
    <div className="mt-2.5 flex flex-col gap-1.5">
      {notes.map(({ id, note, byName, at }) => (
        <p key={id} className="rounded-md bg-muted px-3 py-2 text-muted-foreground">
          {t.rich("quote", {
            note,
            name: byName,
            day: day(at, now),
            by: (chunks) => <span className="whitespace-nowrap text-faint-foreground">{chunks}</span>,
          })}
        </p>
      ))}
    </div>
  );
}

function Facts({ peek }: { peek: PeekView }) {
  const t = useTranslations("pool.peek");
  const { contacts, source, website, address, note, extra, custom } = peek;
  const text = useFieldText();
  const [first] = contacts;
  const who = first ? [first.title, first.name].filter(Boolean).join(" · ") : "";
  const items: { label: string; value: ReactNode; key?: string }[] = [
    {
      label: t("contact"),
      value: first
        ? t.rich(contacts.length > 1 ? "contactOf" : "contactOne", {
            name: who || t("unnamed"),
            count: contacts.length,
            more: (chunks) => <span className="text-faint-foreground">{chunks}</span>,
          })
        : t("noContact"),
    },
  ];
  if (first) items.push({ label: t("phone"), value: <MaskedPhone contact={first} /> });
  if (first?.email) items.push({ label: t("email"), value: first.email });
  if (first?.wechat) items.push({ label: t("wechat"), value: first.wechat });
  const plain: [string, string | null][] = [
    [t("source"), source],
    [t("website"), website],
    [t("address"), address],
    [t("note"), note],
    ...custom.map((field): [string, string | null] => [field.label, text(field, field.value)]),
    ...extra.map(({ label, value }): [string, string] => [label, value]),
  ];
  for (const [label, value] of plain) if (value) items.push({ label, value, key: `${label} ${value}` });
  return (
    <Section title={t("facts")}>
      <KeyValues items={items} />
    </Section>
  );
}
