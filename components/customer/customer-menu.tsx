"use client";

import {
  ArrowRightLeft,
  Ban,
  Ellipsis,
  Handshake,
  Link2,
  MessageCircleQuestionMark,
  Pencil,
  RotateCcw,
  Shield,
  ShieldOff,
  TrendingDown,
  Undo2,
  UserPlus,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { notify } from "@/components/ui/toast";
import type { CustomerView } from "@/lib/customers/customer-types";
import type { CustomerDeeds } from "./use-customer-deeds";

type CustomerMenuProps = {
  customer: CustomerView;
  deeds: CustomerDeeds;
  /** The phone's menu holds everything; the desktop's leaves out what has a button. */
  whole?: boolean;
  /** Drawn as a button with an outline, in the bar of the phone. */
  outlined?: boolean;
};

/** What else can be done with the customer; only what the viewer may. */
export function CustomerMenu({ customer, deeds, whole = false, outlined = false }: CustomerMenuProps) {
  const t = useTranslations("customer.actions");
  const common = useTranslations("common");
  const { permits } = customer;
  const { ask } = deeds;
  const copy = async () => {
    await navigator.clipboard.writeText(
      new URL(`/customers/${customer.id}`, window.location.href).toString(),
    );
    notify({ title: common("copied"), seconds: 3 });
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant={outlined ? "outline" : "ghost"}
          size={outlined ? "lg" : whole ? "touch" : "sm"}
          icon
          aria-label={common("more")}
        >
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {permits.recordDeal.ok ? (
          <DropdownMenuItem onSelect={() => ask("deal")}>
            <Handshake aria-hidden />
            {t("deal")}
          </DropdownMenuItem>
        ) : null}
        {permits.edit.ok && customer.state !== "invalid" ? (
          <DropdownMenuItem onSelect={() => ask("activity")}>
            <MessageCircleQuestionMark aria-hidden />
            {t("activity")}
          </DropdownMenuItem>
        ) : null}
        {permits.unprotect.ok ? (
          <DropdownMenuItem onSelect={() => void deeds.unprotect()}>
            <ShieldOff aria-hidden />
            {t("unprotect")}
          </DropdownMenuItem>
        ) : permits.protect.ok ? (
          <DropdownMenuItem onSelect={() => ask("protect")}>
            <Shield aria-hidden />
            {t("protect")}
          </DropdownMenuItem>
        ) : null}
        {permits.edit.ok ? (
          <DropdownMenuItem onSelect={() => ask("edit")} kbd="E">
            <Pencil aria-hidden />
            {t("edit")}
          </DropdownMenuItem>
        ) : null}
        {permits.edit.ok && customer.state !== "invalid" ? (
          customer.churnRiskAt ? (
            <DropdownMenuItem onSelect={() => void deeds.churn(false, "")}>
              <TrendingDown aria-hidden />
              {t("churnOff")}
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem onSelect={() => ask("churn")}>
              <TrendingDown aria-hidden />
              {t("churn")}
            </DropdownMenuItem>
          )
        ) : null}
        {permits.restore.ok ? (
          <DropdownMenuItem onSelect={() => void deeds.restore()}>
            <RotateCcw aria-hidden />
            {t("restore")}
          </DropdownMenuItem>
        ) : null}
        {permits.assign.ok ? (
          <DropdownMenuItem onSelect={() => ask("assign")} kbd="A">
            <UserPlus aria-hidden />
            {t("assign")}
          </DropdownMenuItem>
        ) : null}
        {whole && permits.transfer.ok ? (
          <DropdownMenuItem onSelect={() => ask("transfer")}>
            <ArrowRightLeft aria-hidden />
            {t("transfer")}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={() => void copy()}>
          <Link2 aria-hidden />
          {common("copyLink")}
        </DropdownMenuItem>
        {permits.invalidate.ok || (whole && permits.release.ok) ? <DropdownMenuSeparator /> : null}
        {whole && permits.release.ok ? (
          <DropdownMenuItem onSelect={() => ask("release")}>
            <Undo2 aria-hidden />
            {t("release")}
          </DropdownMenuItem>
        ) : null}
        {permits.invalidate.ok ? (
          <DropdownMenuItem danger onSelect={() => ask("invalidate")}>
            <Ban aria-hidden />
            {t("invalidate")}
          </DropdownMenuItem>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
