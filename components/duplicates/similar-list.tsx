"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { answered } from "@/components/follow-ups/answered";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { findSimilarAction } from "@/lib/duplicates/actions";
import type { Similar } from "@/lib/duplicates/types";
import { OtherLine } from "./others-panel";

const COMPARE_AFTER_MS = 500;

type Typed = { name: string; region: string; phone: string };

/** The customers that may be the one that is typed, asked for a moment after the last letter. */
export function useSimilar({ name, region, phone }: Typed): readonly Similar[] {
  const [similar, setSimilar] = useState<readonly Similar[]>([]);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      if (name.trim().length < 2 && phone.trim() === "") {
        setSimilar([]);
        return;
      }
      const input = { name, region: region || null, phones: phone.trim() ? [phone] : [] };
      void answered(findSimilarAction(input)).then((answer) => {
        if (current) setSimilar(answer.ok ? answer.data : []);
      });
    }, COMPARE_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [name, region, phone]);
  return similar;
}

type ListProps = {
  similar: readonly Similar[];
  /** Why it is created anyway, asked for where that is needed. */
  why: { value: string; onChange: (reason: string) => void } | null;
};

type WhyProps = { label: string; why: NonNullable<ListProps["why"]> };

/** Why it is saved though it may be there already. */
export function WhyField({ label, why }: WhyProps) {
  const t = useTranslations("duplicates.typing");
  return (
    <Field label={label} hint={t("whyHint")} required className="mt-3">
      {(control) => (
        <Textarea
          {...control}
          rows={2}
          className="min-h-16"
          maxLength={500}
          value={why.value}
          onChange={(event) => why.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What may be there already, without the data of others, and why it is created anyway. */
export function SimilarList({ similar, why }: ListProps) {
  const t = useTranslations("duplicates.typing");
  const reason = why ? <WhyField label={t("why")} why={why} /> : null;
  if (similar.length === 0) return reason;
  return (
    <>
      <div role="status" className="mt-3 rounded-md border border-warning-line px-3 py-2">
        <p className="text-12 text-warning-text">
          {t("title", { count: similar.length })} · {t("hint")}
        </p>
        <ul className="mt-1.5 flex flex-col gap-1.5">
          {similar.map((one, at) => (
            <li key={one.customerId ?? at} className="flex">
              <OtherLine other={one} />
            </li>
          ))}
        </ul>
      </div>
      {reason}
    </>
  );
}
