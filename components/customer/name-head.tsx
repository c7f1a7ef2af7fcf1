"use client";

import { useTranslations } from "next-intl";
import { ChurnBadge } from "@/components/customers/churn-badge";
import { Badge } from "@/components/ui/badge";
import { GradeMark } from "@/components/ui/grade-mark";
import type { CustomerView } from "@/lib/customers/customer-types";

type Named = Pick<CustomerView, "grade" | "name" | "industry" | "region" | "stage" | "intent" | "tags"> &
  Partial<Pick<CustomerView, "churnRiskAt">>;

/** Who the customer is: grade, name, its trade and place, stage and tags. */
export function NameHead({ customer, top = false }: { customer: Named; top?: boolean }) {
  // On the phone the name is the title of the page; on the desktop that stands above.
  const Title = top ? "h1" : "h2";
  const stages = useTranslations("enums.stage");
  const intents = useTranslations("enums.intent");
  const line = [customer.industry, customer.region].filter(Boolean).join(" · ");
  return (
    <div className="px-5 pt-4 pb-3.5 max-md:px-4 max-md:pt-1">
      <div className="flex items-start gap-2">
        <span className="flex h-7 items-center">
          <GradeMark grade={customer.grade} />
        </span>
        <Title className="min-w-0 break-words font-semibold text-20">{customer.name}</Title>
      </div>
      {line ? <p className="mt-0.5 text-muted-foreground">{line}</p> : null}
      <div className="mt-2.5 flex flex-wrap gap-1.5">
        <Badge tone="primary">{stages(customer.stage)}</Badge>
        <ChurnBadge at={customer.churnRiskAt} />
        {customer.intent === "unknown" ? null : <Badge>{intents(customer.intent)}</Badge>}
        {customer.tags.map((tag) => (
          <Badge key={tag} tone="line">
            {tag}
          </Badge>
        ))}
      </div>
    </div>
  );
}
