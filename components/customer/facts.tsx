"use client";

import { Eye, Pencil, Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useNow } from "@/components/customers/clock";
import { CopyButton } from "@/components/customers/masked-phone";
import { useMoments } from "@/components/customers/use-moments";
import { useMoney } from "@/components/customers/use-money";
import { useOwnFacts } from "@/components/fields/use-own-facts";
import { useRuleNames } from "@/components/rules/names";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { KeyValues, Section } from "@/components/ui/section";
import type { CustomerView } from "@/lib/customers/customer-types";
import type { ContactView } from "@/lib/masking/types";

type ContactsProps = {
  customer: CustomerView;
  /** Null where contacts can't be shown. */
  onReveal: (() => void) | null;
  revealing: boolean;
  onCall: () => void;
  onEdit: (() => void) | null;
};

/** The people to talk to; masked ones with the way to see them, which is recorded. */
export function Contacts({ customer, onReveal, revealing, onCall, onEdit }: ContactsProps) {
  const t = useTranslations("customer.contacts");
  const pooled = useTranslations("pool.contact");
  const { contacts } = customer;
  const masked = contacts.some((contact) => contact.masked);
  return (
    <Section
      title={t("title")}
      aside={onEdit ? <EditButton label={t("edit")} onClick={onEdit} /> : undefined}
    >
      {contacts.length === 0 ? <p className="text-faint-foreground">{t("none")}</p> : null}
      <ul className="flex flex-col gap-3">
        {contacts.map((contact) => (
          <li key={contact.id}>
            <div className="flex items-baseline gap-1.5">
              <b className="font-medium">{contact.name ?? t("unnamed")}</b>
              {contact.title ? <span className="truncate text-muted-foreground">{contact.title}</span> : null}
              {contact.isPrimary ? (
                <Badge tone="line" className="ms-auto">
                  {t("primary")}
                </Badge>
              ) : null}
            </div>
            <PhoneLine
              contact={contact}
              onReveal={customer.canReveal ? onReveal : null}
              revealing={revealing}
              onCall={onCall}
            />
            <TextLine text={contact.email} masked={contact.masked} label={t("copyEmail")} />
            <TextLine
              text={contact.wechat}
              masked={contact.masked}
              label={t("copyWechat")}
              prefix={t("wechat")}
            />
          </li>
        ))}
      </ul>
      {masked && customer.state !== "invalid" ? (
        <p className="mt-2 text-12 text-faint-foreground">
          {customer.canReveal ? t("revealHint") : pooled("afterClaim")}
        </p>
      ) : null}
    </Section>
  );
}

type PhoneLineProps = {
  contact: ContactView;
  onReveal: (() => void) | null;
  revealing: boolean;
  onCall: () => void;
};

function PhoneLine({ contact, onReveal, revealing, onCall }: PhoneLineProps) {
  const t = useTranslations("customer.contacts");
  const copy = useTranslations("pool.contact");
  if (!contact.phone) return <p className="text-faint-foreground">{copy("noPhone")}</p>;
  return (
    <div className="flex min-h-6 items-center gap-1 max-md:min-h-11">
      {contact.masked ? (
        <span className="whitespace-nowrap">{contact.phone}</span>
      ) : (
        <a href={`tel:${contact.phoneE164 ?? contact.phone}`} onClick={onCall} className="whitespace-nowrap">
          {contact.phone}
        </a>
      )}
      <span className="ms-auto flex gap-1">
        {contact.masked ? (
          onReveal ? (
            <Button
              variant="ghost"
              size="xs"
              icon
              busy={revealing}
              aria-label={t("reveal")}
              title={t("reveal")}
              onClick={onReveal}
            >
              <Eye aria-hidden />
            </Button>
          ) : null
        ) : (
          <>
            <Button asChild variant="text" size="xs" icon>
              <a
                href={`tel:${contact.phoneE164 ?? contact.phone}`}
                aria-label={t("call")}
                title={t("call")}
                onClick={onCall}
              >
                <Phone aria-hidden />
              </a>
            </Button>
            <CopyButton text={contact.phone} label={copy("copyPhone")} />
          </>
        )}
      </span>
    </div>
  );
}

function TextLine(props: { text: string | null; masked: boolean; label: string; prefix?: string }) {
  const { text, masked, label, prefix } = props;
  if (!text) return null;
  return (
    <div className="flex min-h-6 items-center gap-1">
      <span className="min-w-0 truncate">
        {prefix ? <span className="text-faint-foreground">{prefix} </span> : null}
        {text}
      </span>
      {masked ? null : (
        <span className="ms-auto">
          <CopyButton text={text} label={label} />
        </span>
      )}
    </div>
  );
}

/** What is known about the customer, without what is empty. */
export function Facts({ customer, onEdit }: { customer: CustomerView; onEdit: (() => void) | null }) {
  const t = useTranslations("customer");
  const now = useNow();
  const { day } = useMoments();
  const money = useMoney();
  const ownFacts = useOwnFacts();
  const { currency } = useRuleNames();
  const { owner, deals } = customer;
  const [deal] = deals;
  const given: [string, ReactNode][] = [
    [
      t("facts.owner"),
      owner ? (
        <span key="owner" className="inline-flex items-center gap-1.5">
          <Avatar name={owner.name} me={customer.mine} />
          {owner.name}
        </span>
      ) : null,
    ],
    [t("facts.pool"), customer.pool.name],
    [t("fields.source"), customer.source],
    [t("facts.held"), customer.heldSince ? day(customer.heldSince, now) : null],
    [t("facts.deal"), deal ? `${deal.title} ${money(deal.amount, deal.currency)}` : null],
    [
      t("fields.expectedValue"),
      customer.expectedValue === null ? null : money(customer.expectedValue, currency),
    ],
    [t("fields.contractEndsOn"), customer.contractEndsOn],
    [t("fields.creditCode"), customer.creditCode],
    [t("fields.externalId"), customer.externalId],
    [t("fields.website"), customer.website],
    [t("fields.address"), customer.address],
    [t("fields.note"), customer.note],
    ...ownFacts(customer.custom),
    ...customer.extra.map(({ label, value }): [string, ReactNode] => [label, value]),
    [t("facts.hands"), t("facts.handsText", { owners: customer.ownerCount, bounces: customer.bounceCount })],
    [
      t("facts.created"),
      customer.createdByName
        ? `${day(customer.createdAt, now)} · ${customer.createdByName}`
        : day(customer.createdAt, now),
    ],
  ];
  return (
    <Section
      title={t("facts.title")}
      aside={onEdit ? <EditButton label={t("actions.edit")} onClick={onEdit} /> : undefined}
    >
      <KeyValues
        className="grid-cols-[72px_1fr]"
        items={given
          .map(([label, value], index) => ({ label, value, key: `${index} ${label}` }))
          .filter(({ value }) => value)}
      />
    </Section>
  );
}

function EditButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="ghost" size="xs" icon aria-label={label} title={label} onClick={onClick}>
      <Pencil aria-hidden />
    </Button>
  );
}
