"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { answered } from "@/components/follow-ups/answered";
import { findDuplicateAction } from "@/lib/customers/actions";
import type { Duplicate } from "@/lib/customers/find-duplicate";

const COMPARE_AFTER_MS = 400;

type Typed = { name: string; region: string; phone: string };

/** The customer that is there already, asked for a moment after the last letter. */
export function useSame({ name, region, phone }: Typed): Duplicate | null {
  const [same, setSame] = useState<Duplicate | null>(null);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      if (name.trim().length < 2 && phone.trim() === "") {
        setSame(null);
        return;
      }
      void answered(findDuplicateAction({ name, region, phones: phone.trim() ? [phone] : [] })).then(
        (answer) => {
          if (current) setSame(answer.ok ? answer.data : null);
        },
      );
    }, COMPARE_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [name, region, phone]);
  return same;
}

/** Says where it is, and leads there if the viewer may see it. */
export function SameCustomer({ same }: { same: Duplicate }) {
  const t = useTranslations("customer.createForm");
  const where = same.mine
    ? "mine"
    : same.state === "pooled"
      ? "pooled"
      : same.ownerName
        ? "owned"
        : "elsewhere";
  return (
    <p role="status" className="mt-3 rounded-md bg-warning-subtle px-3 py-2 text-warning-text">
      {t(`same.${where}`, { name: same.name ?? t("one"), owner: same.ownerName ?? "" })}{" "}
      {same.customerId ? (
        <Link
          href={`/customers/${same.customerId}`}
          className="whitespace-nowrap font-medium text-primary-text"
        >
          {t("open")}
        </Link>
      ) : null}
    </p>
  );
}
