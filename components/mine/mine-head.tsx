"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { QuotaPopover } from "@/components/customers/quota-popover";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Gauge } from "@/components/ui/ticks";
import type { MineFacts } from "./types";

/** Whose customers these are, how many, and how many go back soon. */
export function MineHead({ facts, onCreate }: { facts: MineFacts; onCreate: () => void }) {
  const t = useTranslations("mine");
  const nav = useTranslations("nav");
  const create = useTranslations("customer.createForm");
  const { counts, quota, params, pools } = facts;
  const b = (chunks: ReactNode) => <b>{chunks}</b>;
  const soon = t.rich("soon", { count: counts.dueSoon, b });
  const { scope } = facts;
  const owner = scope?.people.find(({ id }) => id === params.owner)?.name;
  const team = scope?.teams.find(({ id }) => id === params.team)?.name;
  const title = owner ?? team ?? t(params.view === "all" ? "titleAll" : "title");
  return (
    <>
      <PageHeader
        title={title}
        note={t("count", { count: counts.mine })}
        keyNumber={counts.dueSoon > 0 ? <span>{soon}</span> : undefined}
        actions={
          <>
            {quota && quota.cap !== null ? (
              <QuotaPopover quota={quota}>
                <button type="button" className="hit rounded-md">
                  <Gauge label={nav("holding")} used={quota.held} limit={quota.cap} free={quota.notCounted} />
                </button>
              </QuotaPopover>
            ) : null}
            {pools.length > 0 ? (
              <Button size="sm" lead={<Plus aria-hidden />} onClick={onCreate}>
                {create("title")}
              </Button>
            ) : null}
          </>
        }
      />
      <PhoneHeader
        title={title}
        note={counts.dueSoon > 0 ? <span>{soon}</span> : t("count", { count: counts.mine })}
        actions={
          pools.length > 0 ? (
            <Button variant="ghost" size="touch" icon aria-label={create("title")} onClick={onCreate}>
              <Plus aria-hidden />
            </Button>
          ) : undefined
        }
      />
    </>
  );
}
