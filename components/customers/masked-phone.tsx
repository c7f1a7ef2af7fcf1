"use client";

import { Check, Copy, Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { notify } from "@/components/ui/toast";
import type { ContactView } from "@/lib/masking/types";

type MaskedPhoneProps = {
  contact: Pick<ContactView, "phone" | "phoneE164" | "masked" | "name">;
  /** Why it is masked; `领取后可看` without one. */
  hint?: string;
  /** Shows the number, which is recorded; leave it off where it can't be had. */
  onReveal?: (() => void) | undefined;
  revealing?: boolean;
  /** Called as the person taps to dial: the page asks for the outcome afterwards. */
  onCall?: (() => void) | undefined;
  className?: string;
};

/** A phone number: a link to dial and a copy button, or masked with a lock and the way to see it. */
export function MaskedPhone(props: MaskedPhoneProps) {
  const { contact, hint, onReveal, revealing, onCall, className } = props;
  const t = useTranslations("pool.contact");
  if (!contact.phone) return <span className="text-faint-foreground">{t("noPhone")}</span>;
  if (contact.masked) {
    return (
      <span className={cn("inline-flex flex-wrap items-center gap-x-2", className)}>
        <span className="whitespace-nowrap">{contact.phone}</span>
        {onReveal ? (
          <Button variant="text" size="xs" busy={revealing} onClick={onReveal}>
            {t("reveal")}
          </Button>
        ) : (
          <span className="inline-flex items-center gap-1 whitespace-nowrap text-12 text-faint-foreground">
            <Lock aria-hidden className="size-3 stroke-2" />
            {hint ?? t("afterClaim")}
          </span>
        )}
      </span>
    );
  }
  return (
    <span className={cn("inline-flex items-center gap-1", className)}>
      <a
        href={`tel:${contact.phoneE164 ?? contact.phone}`}
        onClick={onCall}
        className="hit whitespace-nowrap rounded-sm text-primary-text"
      >
        {contact.phone}
      </a>
      <CopyButton text={contact.phone} label={t("copyPhone")} />
    </span>
  );
}

/** Copies a text and says so where it was pressed. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      notify({ tone: "problem", title: text });
    }
  };
  return (
    <Button
      variant="ghost"
      size="xs"
      icon
      aria-label={copied ? t("copied") : label}
      title={label}
      onClick={() => void copy()}
    >
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
    </Button>
  );
}
