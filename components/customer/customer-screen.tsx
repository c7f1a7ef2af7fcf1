"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useViewport } from "@/components/data-table/use-viewport";
import { OthersPanel } from "@/components/duplicates/others-panel";
import { useCallReturn } from "@/components/follow-ups/use-call-return";
import { useHotkeys } from "@/components/layout/hotkeys";
import { Pane, Panes } from "@/components/layout/panes";
import { useCommands } from "@/components/layout/shell-context";
import { useLiveRefresh } from "@/components/live/live-provider";
import { DataQuality } from "@/components/quality/data-quality";
import { ClaimPanel, useClaimFoot } from "./claim-panel";
import { Composer } from "./composer";
import { CustomerDialogs } from "./customer-dialogs";
import { CustomerHead, CustomerPhoneHead } from "./customer-head";
import { Contacts, Facts } from "./facts";
import { InvalidPanel } from "./invalid-panel";
import { NameHead } from "./name-head";
import { NextPanel } from "./next-panel";
import { PhoneBody } from "./phone-body";
import { Timeline } from "./timeline";
import type { CustomerPage } from "./types";
import { useCustomerDeeds } from "./use-customer-deeds";
import { useReveal } from "./use-reveal";

/** One customer: facts at the left, what happened in the middle, what comes next at the right; one stream on the phone. */
export function CustomerScreen({ page }: { page: CustomerPage }) {
  const { customer, preview, viewer } = page;
  const viewport = useViewport();
  const deeds = useCustomerDeeds(page);
  const [writing, setWriting] = useState(false);
  const { reveal, revealing } = useReveal(customer.id);
  const called = useCallReturn(() => deeds.ask("called"));
  const onCall = () => called(customer.id);
  const claimFoot = useClaimFoot(page);
  useLiveRefresh((event) => event.customers === null || event.customers.includes(customer.id));
  const write = () => (viewport === "phone" ? deeds.ask("followUp") : setWriting(true));
  useRecordKeys({ page, deeds, write });

  const onReveal = customer.canReveal ? reveal : null;
  const onEdit = customer.permits.edit.ok ? () => deeds.ask("edit") : null;
  return (
    <>
      {viewport === "phone" ? null : (
        <>
          <CustomerHead page={page} deeds={deeds} />
          <Panes className="max-md:hidden">
            <Pane width="facts" side="start" label={customer.name}>
              <NameHead customer={customer} />
              <Contacts {...{ customer, onReveal, revealing, onCall, onEdit }} />
              {page.quality ? <DataQuality customer={customer} quality={page.quality} /> : null}
              <OthersPanel customerId={customer.id} others={page.others} decides={page.decides} />
              <Facts customer={customer} onEdit={onEdit} />
            </Pane>
            <Pane>
              {preview ? (
                <Composer preview={preview} viewerName={viewer.name} open={writing} onOpen={setWriting} />
              ) : null}
              <Timeline customerId={customer.id} timeline={page.timeline} />
            </Pane>
            <Pane width="next" side="end">
              {customer.owner ? (
                <NextPanel
                  customer={customer}
                  quota={page.quota}
                  ask={deeds.ask}
                  onCall={onCall}
                  onDone={() => void deeds.plan("", null)}
                  onUnprotect={() => void deeds.unprotect()}
                />
              ) : customer.state === "invalid" ? (
                <InvalidPanel
                  {...{ customer }}
                  busy={deeds.asking.busy}
                  onRestore={() => void deeds.restore()}
                />
              ) : (
                <ClaimPanel page={page} foot={claimFoot} />
              )}
            </Pane>
          </Panes>
        </>
      )}
      {viewport === "desktop" ? null : (
        <>
          <CustomerPhoneHead page={page} deeds={deeds} />
          <PhoneBody {...{ page, deeds, onCall, onReveal, revealing, claimFoot }} />
        </>
      )}
      <CustomerDialogs page={page} deeds={deeds} />
    </>
  );
}

type KeysProps = { page: CustomerPage; deeds: ReturnType<typeof useCustomerDeeds>; write: () => void };

/** F writes, R gives back, A assigns, J and K go to the neighbours in the list; the same as commands behind ⌘K. */
function useRecordKeys({ page, deeds, write }: KeysProps): void {
  const t = useTranslations("customer.actions");
  const followUp = useTranslations("followup");
  const common = useTranslations("common.peek");
  const router = useRouter();
  const { customer, neighbours, preview } = page;
  const { permits } = customer;
  const go = (id: string | null | undefined) => () => {
    if (id) router.replace(`/customers/${id}`);
  };
  const deedsOf = [
    ...(preview ? [{ keys: "f", label: followUp("log"), run: write }] : []),
    ...(permits.release.ok ? [{ keys: "r", label: t("release"), run: () => deeds.ask("release") }] : []),
    ...(permits.assign.ok ? [{ keys: "a", label: t("assign"), run: () => deeds.ask("assign") }] : []),
    ...(permits.transfer.ok ? [{ keys: "a", label: t("transfer"), run: () => deeds.ask("transfer") }] : []),
    ...(permits.edit.ok ? [{ keys: "e", label: t("edit"), run: () => deeds.ask("edit") }] : []),
  ];
  useHotkeys([
    ...deedsOf.map((deed) => ({ ...deed, group: "record" as const })),
    { keys: "j", label: common("next"), group: "record", run: go(neighbours?.nextId) },
    { keys: "k", label: common("previous"), group: "record", run: go(neighbours?.previousId) },
  ]);
  useCommands({
    heading: customer.name,
    items: deedsOf.map(({ keys, label, run }) => ({
      id: `record ${keys} ${label}`,
      label,
      kbd: keys.toUpperCase(),
      run,
    })),
  });
}
