"use client";

import { RotateCcw, Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAsking } from "@/components/customer/use-asking";
import { PageHeader, PhoneHeader, Toolbar } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import { notify } from "@/components/ui/toast";
import { listDeliveriesAction, replayDeliveriesAction } from "@/lib/webhooks/actions";
import type { DeliveryPage, DeliveryRow, EndpointRow } from "@/lib/webhooks/types";
import { DeliveryDialog } from "./delivery-dialog";
import { DeliveryLine } from "./delivery-line";
import { nameOf } from "./endpoint-line";

const FILTERS = ["all", "due", "delivered", "failed"] as const;
export type DeliveryFilter = (typeof FILTERS)[number];

type ScreenProps = { endpoint: EndpointRow; page: DeliveryPage; filter: DeliveryFilter };

/** What was sent to an endpoint, what waits, and what was given up, each with its attempts. */
export function DeliveriesScreen({ endpoint, page, filter }: ScreenProps) {
  const t = useTranslations("webhooks");
  const settings = useTranslations("policy.settings");
  const router = useRouter();
  const { rows, next, more, loading } = useOlder(endpoint.id, page, filter);
  const [open, setOpen] = useState<DeliveryRow | null>(null);
  const { run, busy } = useAsking();
  const replay = async (asked: { deliveryId: string } | { failedSince: string }) => {
    const done = await run((options) =>
      replayDeliveriesAction({ endpointId: endpoint.id, ...asked }, options),
    );
    if (!done) return;
    setOpen(null);
    notify({ title: t("delivery.replayed", { count: done.replayed }) });
    router.refresh();
  };
  const crumbs = [
    { label: settings("title"), href: "/settings" },
    { label: t("title"), href: "/settings/webhooks" },
  ];
  const all =
    endpoint.failed > 0 ? (
      <Button
        size="sm"
        busy={busy}
        lead={<RotateCcw aria-hidden />}
        onClick={() => void replay({ failedSince: "2020-01-01T00:00:00Z" })}
      >
        {t("delivery.replayAll")}
      </Button>
    ) : null;
  return (
    <>
      <PageHeader title={nameOf(endpoint)} crumbs={crumbs} note={t("delivery.keep")} actions={all} ruled />
      <PhoneHeader title={nameOf(endpoint)} back={{ href: "/settings/webhooks", label: t("title") }} />
      <Toolbar label={t("delivery.filter")}>
        <Segmented
          label={t("delivery.filter")}
          value={filter}
          onValueChange={(state) => router.push(state === "all" ? "?" : `?state=${state}`, { scroll: false })}
          options={FILTERS.map((value) => ({ value, label: t(`delivery.state.${value}`) }))}
        />
      </Toolbar>
      <Panes>
        <Pane>
          <div className="max-w-[1040px] pb-10">
            {all ? <div className="px-4 pb-3 md:hidden">{all}</div> : null}
            {rows.length === 0 ? (
              <EmptyState icon={Send} title={t("delivery.none")} text={t("delivery.noneText")} />
            ) : (
              <ul aria-label={t("deliveries")} className="border-hairline border-t">
                {rows.map((row) => (
                  <DeliveryLine key={row.id} row={row} onOpen={() => setOpen(row)} />
                ))}
              </ul>
            )}
            {next ? (
              <Button className="mx-5 mt-3" size="sm" busy={loading} onClick={() => void more()}>
                {t("delivery.more")}
              </Button>
            ) : null}
          </div>
        </Pane>
      </Panes>
      <Dialog open={open !== null} onOpenChange={(shown) => (shown ? null : setOpen(null))}>
        {open ? (
          <DeliveryDialog
            key={open.id}
            row={open}
            busy={busy}
            onReplay={() => void replay({ deliveryId: open.id })}
          />
        ) : null}
      </Dialog>
    </>
  );
}

/** The page that was sent, and those that are asked for after it. */
function useOlder(endpointId: string, page: DeliveryPage, filter: DeliveryFilter) {
  const [older, setOlder] = useState<{ of: DeliveryPage; rows: DeliveryRow[]; next: number | null } | null>(
    null,
  );
  const { run, busy } = useAsking();
  const current = older?.of === page ? older : null;
  const next = current ? current.next : page.nextCursor;
  const more = async () => {
    if (!next) return;
    const state = filter === "all" ? {} : { state: filter };
    const read = await run(() => listDeliveriesAction({ endpointId, cursor: next, ...state }));
    if (!read) return;
    setOlder({ of: page, rows: [...(current?.rows ?? []), ...read.rows], next: read.nextCursor });
  };
  return { rows: [...page.rows, ...(current?.rows ?? [])], next, more, loading: busy };
}
