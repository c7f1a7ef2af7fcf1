"use client";

import { ArrowRightLeft, ChevronDown, ChevronLeft, ChevronUp, Undo2, UserPlus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { MouseEvent, ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import type { Neighbours } from "@/lib/customers/customer-types";
import { CustomerMenu } from "./customer-menu";
import type { CustomerPage } from "./types";
import type { CustomerDeeds } from "./use-customer-deeds";

/** Where the list is that this customer belongs to. */
export function useListHref({ customer }: CustomerPage): { href: string; label: string } {
  const nav = useTranslations("nav");
  if (customer.mine) return { href: "/mine", label: nav("mine") };
  if (customer.owner)
    return { href: `/mine?view=all&owner=${customer.owner.id}`, label: customer.owner.name };
  return { href: `/pool?pool=${customer.pool.id}`, label: customer.pool.name };
}

/** The head on the desktop: the way back, the place in the list, and what may be done. */
export function CustomerHead({ page, deeds }: { page: CustomerPage; deeds: CustomerDeeds }) {
  const t = useTranslations("customer.actions");
  const list = useListHref(page);
  const { customer, neighbours } = page;
  const { permits } = customer;
  return (
    <PageHeader
      className="h-11"
      ruled
      crumbs={[list]}
      title={customer.name}
      actions={
        <>
          {neighbours ? <Steps neighbours={neighbours} /> : null}
          {permits.release.ok ? (
            <Button
              variant="ghost"
              size="sm"
              lead={<Undo2 aria-hidden />}
              onClick={() => deeds.ask("release")}
            >
              {t("release")}
            </Button>
          ) : null}
          {permits.transfer.ok ? (
            <Button
              variant="ghost"
              size="sm"
              lead={<ArrowRightLeft aria-hidden />}
              onClick={() => deeds.ask("transfer")}
            >
              {t("transfer")}
            </Button>
          ) : null}
          {permits.assign.ok ? (
            <Button
              variant="ghost"
              size="sm"
              lead={<UserPlus aria-hidden />}
              onClick={() => deeds.ask("assign")}
            >
              {t("assign")}
            </Button>
          ) : null}
          <CustomerMenu customer={customer} deeds={deeds} />
        </>
      }
    />
  );
}

function Steps({ neighbours }: { neighbours: Neighbours }) {
  const t = useTranslations("common.peek");
  const { position, total, previousId, nextId } = neighbours;
  return (
    <span className="flex items-center gap-1 border-border border-e pe-2">
      <span className="me-1 text-12 text-faint-foreground">{t("position", { position, total })}</span>
      <Step id={previousId} label={t("previous")} kbd="K" icon={<ChevronUp aria-hidden />} />
      <Step id={nextId} label={t("next")} kbd="J" icon={<ChevronDown aria-hidden />} />
    </span>
  );
}

function Step({ id, label, kbd, icon }: { id: string | null; label: string; kbd: string; icon: ReactNode }) {
  if (!id) {
    return (
      <span aria-hidden className="grid size-7 place-items-center text-border [&_svg]:size-4">
        {icon}
      </span>
    );
  }
  return (
    <Tooltip label={label} kbd={kbd}>
      <Button asChild variant="ghost" size="sm" icon>
        <Link href={`/customers/${id}`} replace aria-label={label}>
          {icon}
        </Link>
      </Button>
    </Tooltip>
  );
}

/** The head on the phone: back to the list as it was left, the place in it, and the menu. */
export function CustomerPhoneHead({ page, deeds }: { page: CustomerPage; deeds: CustomerDeeds }) {
  const common = useTranslations("common");
  const router = useRouter();
  const list = useListHref(page);
  const { neighbours, customer } = page;
  const back = (event: MouseEvent) => {
    // Back keeps the list's scroll and filters; a page opened from a link has no list behind it.
    const stack = "navigation" in window ? window.navigation : undefined;
    if (!stack?.canGoBack) return;
    event.preventDefault();
    router.back();
  };
  return (
    <header className="sticky top-0 z-20 flex h-[calc(48px+env(safe-area-inset-top))] items-center bg-background px-1.5 pt-[env(safe-area-inset-top)] md:hidden">
      <Link
        href={list.href}
        aria-label={common("back")}
        onClick={back}
        className="grid size-11 shrink-0 place-items-center text-muted-foreground"
      >
        <ChevronLeft aria-hidden className="size-5" />
      </Link>
      <span className="flex-1 text-center text-13 text-faint-foreground">
        {neighbours
          ? common("peek.position", { position: neighbours.position, total: neighbours.total })
          : null}
      </span>
      <CustomerMenu customer={customer} deeds={deeds} whole />
    </header>
  );
}
