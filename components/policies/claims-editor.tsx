"use client";

import { ChevronRight, Monitor } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { BackButton } from "@/components/rules/editor-head";
import { cn } from "@/components/ui/cn";
import type { PolicyDocument } from "@/lib/policies/schema";
import { isOnPhone, POLICY_FIELDS, valueAt } from "./fields";
import { ClaimGroups, QuotaGroup } from "./policy-form";
import { PolicySentence } from "./policy-sentence";
import { usePolicyWords } from "./use-policy-words";

/** Where the list leads to what isn't a return rule. */
export function ClaimsEntry(props: { document: PolicyDocument; current: boolean; onSelect: () => void }) {
  const { document, current, onSelect } = props;
  const t = useTranslations("rules.builder");
  const words = usePolicyWords();
  const summary = (["holdingCap", "claimLimits.perDay", "coolDownDays"] as const)
    .map((field) => `${words.name(field)} ${words.value(field, valueAt(document, field))}`)
    .join(" · ");
  return (
    <section className="mt-3 px-2">
      <button
        type="button"
        aria-current={current || undefined}
        onClick={onSelect}
        className={cn(
          "flex min-h-12 w-full items-center gap-2 rounded-md py-1.5 ps-2 pe-2 text-start outline-none hover:bg-hover focus-visible:bg-hover max-md:min-h-15",
          current && "md:bg-accent md:hover:bg-accent",
        )}
      >
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{t("claims")}</span>
          <span className="block truncate text-12 text-muted-foreground">{summary}</span>
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-faint-foreground" />
      </button>
    </section>
  );
}

type EditorProps = ComponentProps<typeof ClaimGroups> & { onBack: () => void };

/** Quotas, cool-down, protection, what qualifies, masking. */
export function ClaimsEditor({ onBack, ...form }: EditorProps) {
  const t = useTranslations("rules.builder");
  return (
    <section aria-label={t("claims")}>
      <div className="flex min-h-9 items-center gap-1.5">
        <BackButton onBack={onBack} />
        <h2 className="font-medium text-16">{t("claims")}</h2>
      </div>
      <PolicySentence
        {...{ document: form.document, changes: form.changes, version: form.version }}
        className="mt-2 mb-5"
      />
      <QuotaGroup {...form} />
      <div className="max-md:hidden">
        <ClaimGroups {...form} />
      </div>
      <ReadOnlyFields document={form.document} />
    </section>
  );
}

/** On the phone the long part is read, not edited. */
function ReadOnlyFields({ document }: { document: PolicyDocument }) {
  const t = useTranslations("policy");
  const words = usePolicyWords();
  return (
    <div className="md:hidden">
      <dl className="border-hairline border-t py-2">
        {POLICY_FIELDS.filter((field) => !isOnPhone(field)).map((field) => (
          <div key={field} className="flex items-baseline justify-between gap-4 py-1.5">
            <dt className="shrink-0 text-muted-foreground">{words.name(field)}</dt>
            <dd className="text-end">{words.value(field, valueAt(document, field))}</dd>
          </div>
        ))}
      </dl>
      <p className="flex items-center gap-2 text-12 text-muted-foreground">
        <Monitor aria-hidden className="size-4" />
        {t("onDesktop")}
      </p>
    </div>
  );
}
