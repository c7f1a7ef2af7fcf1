"use client";

import { Waves } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/customers/clock";
import { ReclaimBadge } from "@/components/customers/reclaim-badge";
import { useMoments } from "@/components/customers/use-moments";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { PoolSearch } from "@/components/pool/pool-search";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { GradeMark } from "@/components/ui/grade-mark";
import type { MineRow } from "@/lib/customers/types";
import { type Composing, FollowUpDialog } from "./follow-up-dialog";

type PickScreenProps = { rows: readonly MineRow[]; query: string | undefined };

/** Whom the follow-up is about: the ones that go back soonest first, or found by name; then the sheet. */
export function PickScreen({ rows, query }: PickScreenProps) {
  const t = useTranslations("followup.pick");
  const router = useRouter();
  const now = useNow();
  const { moment } = useMoments();
  const [composing, setComposing] = useState<Composing | null>(null);
  const search = (q: string | undefined) =>
    router.replace(q ? `/follow-ups/new?q=${encodeURIComponent(q)}` : "/follow-ups/new", { scroll: false });
  return (
    <>
      <PageHeader title={t("title")} crumbs={[{ href: "/follow-ups", label: t("back") }]} ruled />
      <PhoneHeader title={t("title")} />
      <Panes>
        <Pane>
          <div className="max-w-[640px]">
            <div className="px-5 pt-3.5 pb-2 max-md:px-4 max-md:pt-1">
              <PoolSearch query={query} onQuery={search} label={t("search")} />
            </div>
            {rows.length === 0 ? (
              query ? (
                <p className="px-5 py-2 text-muted-foreground max-md:px-4">{t("none")}</p>
              ) : (
                <EmptyState
                  icon={Waves}
                  title={t("empty")}
                  text={t("emptyText")}
                  action={
                    <Button asChild>
                      <Link href="/pool">{t("toPool")}</Link>
                    </Button>
                  }
                />
              )
            ) : (
              <h2 className="px-5 py-1.5 text-12 text-muted-foreground max-md:px-4">
                {t(query ? "found" : "due")}
              </h2>
            )}
            <ul>
              {rows.map((row) => (
                <li key={row.id} className="border-hairline border-b">
                  <button
                    type="button"
                    onClick={() => setComposing({ customerId: row.id, name: row.name })}
                    className="flex min-h-13 w-full items-center gap-2.5 px-5 py-1.5 text-start hover:bg-hover max-md:min-h-15 max-md:px-4"
                  >
                    <GradeMark grade={row.grade} />
                    <span className="min-w-0 flex-1">
                      <span className="block truncate font-medium max-md:text-16">{row.name}</span>
                      <span className="block truncate text-12 text-muted-foreground max-md:text-13">
                        {row.nextStepAt
                          ? `${moment(row.nextStepAt, now)} ${row.nextStep ?? ""}`
                          : [row.industry, row.region].filter(Boolean).join(" · ")}
                      </span>
                    </span>
                    <ReclaimBadge
                      poolId={row.pool.id}
                      dueAt={row.dueAt}
                      protectedUntil={row.protectedUntil}
                      wonAt={row.wonAt}
                    />
                  </button>
                </li>
              ))}
            </ul>
          </div>
        </Pane>
      </Panes>
      <FollowUpDialog
        of={composing}
        onClose={() => setComposing(null)}
        onSaved={({ customerId }) => router.push(`/customers/${customerId}`)}
      />
    </>
  );
}
