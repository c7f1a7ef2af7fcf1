"use client";

import { Split } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FailureLine } from "@/components/customer/failure-line";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { ActionBar, Pane, Panes } from "@/components/layout/panes";
import { useLiveRefresh } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Allocation } from "@/lib/allocation/types";
import { PlanView } from "./plan-view";
import { useDealOut } from "./use-deal-out";

type ScreenProps = {
  pool: { id: string; name: string };
  plan: Allocation;
  /** Whether the viewer may write rules. */
  writes: boolean;
};

/** All of a pool by its rules: who would get how many, what stays and why, and the deed. */
export function AllocationScreen({ pool, plan, writes }: ScreenProps) {
  const t = useTranslations("allocation.deal");
  const common = useTranslations("common");
  const router = useRouter();
  const { deal, busy, failure } = useDealOut(pool.id, null);
  useLiveRefresh((event) => event.kind === "policy_published" && event.pools.includes(pool.id));
  const count = plan.outcomes.filter(({ ok }) => ok).length;
  const ruled = (plan.concerned?.byRule.length ?? 0) > 0;
  const title = t("poolTitle", { pool: pool.name });
  const back = { href: `/pool?pool=${pool.id}`, label: common("back") };
  const give = async () => {
    if (await deal()) router.refresh();
  };
  const button = (size: "md" | "lg") => (
    <Button
      variant="primary"
      size={size}
      busy={busy}
      className={size === "lg" ? "flex-1" : ""}
      {...(count === 0 ? { disabledReason: t("nothing") } : {})}
      onClick={() => void give()}
    >
      {t("give", { count })}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ label: pool.name, href: back.href }]}
        actions={ruled ? button("md") : null}
      />
      <PhoneHeader title={title} back={back} />
      <Panes>
        <Pane className="px-7 py-4 max-md:px-4 max-md:pb-28">
          {ruled ? (
            <div className="max-w-[640px]">
              <p className="mb-4 text-muted-foreground">{t("lead")}</p>
              <FailureLine failure={failure} />
              <PlanView plan={plan} />
            </div>
          ) : (
            <EmptyState
              className="px-0 max-md:px-0"
              icon={Split}
              title={t("noRules", { pool: pool.name })}
              action={
                writes ? (
                  <Button asChild>
                    <Link href={`/settings/pools/${pool.id}`}>{t("settings")}</Link>
                  </Button>
                ) : null
              }
            />
          )}
        </Pane>
      </Panes>
      {ruled ? <ActionBar>{button("lg")}</ActionBar> : null}
    </>
  );
}
