"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ActionFailure } from "@/lib/action-result";

/** Whether an edit was refused because another customer has a phone that it adds. */
export const isPhoneTaken = ({ error, params }: ActionFailure): boolean =>
  error === "DUPLICATE_CUSTOMER" && params.by === "phone";

function whereIs({ mine, state, ownerName, customerId }: ActionFailure["params"]) {
  if (mine === true) return "mine";
  if (customerId === null) return "elsewhere";
  if (ownerName) return "owned";
  return state === "pooled" ? "pooled" : "away";
}

/** Which customer has the phone, as far as the editor may know, with the way there. */
export function PhoneTaken({ failure: { params } }: { failure: ActionFailure }) {
  const t = useTranslations("customer.editForm");
  const forms = useTranslations("customer.createForm");
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const facts = {
    name: text(params.name),
    owner: text(params.ownerName),
    protected: String(params.protected),
  };
  return (
    <p role="alert" className="mt-3 rounded-md bg-warning-subtle px-3 py-2 text-warning-text">
      {t(`taken.${whereIs(params)}`, facts)}{" "}
      {typeof params.customerId === "string" ? (
        <Link
          href={`/customers/${params.customerId}`}
          className="whitespace-nowrap font-medium text-primary-text"
        >
          {forms("open")}
        </Link>
      ) : null}
    </p>
  );
}
