"use client";

import { ChevronRight, Phone, SquarePen } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useNow } from "@/components/customers/clock";
import { ReclaimBadge } from "@/components/customers/reclaim-badge";
import { useMoments } from "@/components/customers/use-moments";
import { OthersPanel } from "@/components/duplicates/others-panel";
import { ActionBar } from "@/components/layout/panes";
import { DataQuality } from "@/components/quality/data-quality";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Sheet } from "@/components/ui/sheet";
import { Tabs, TabsContent, TabsList } from "@/components/ui/tabs";
import { urgencyOf } from "@/lib/customers/urgency";
import { ClaimPanel } from "./claim-panel";
import { CustomerMenu } from "./customer-menu";
import { DeadlinePanel } from "./deadline-panel";
import { DeadlineTrack } from "./deadline-track";
import { Contacts, Facts } from "./facts";
import { InvalidPanel } from "./invalid-panel";
import { NameHead } from "./name-head";
import { Ahead } from "./next-panel";
import { Timeline } from "./timeline";
import type { CustomerPage } from "./types";
import type { CustomerDeeds } from "./use-customer-deeds";

type PhoneBodyProps = {
  page: CustomerPage;
  deeds: CustomerDeeds;
  onCall: () => void;
  onReveal: (() => void) | null;
  revealing: boolean;
  claimFoot: ReactNode;
};

/** The customer on the phone: who, until when, what next; then the stream, the facts, the people, one at a time. */
export function PhoneBody(props: PhoneBodyProps) {
  const { page, deeds, onCall, onReveal, revealing, claimFoot } = props;
  const t = useTranslations("customer");
  const { customer, timeline } = page;
  const onEdit = customer.permits.edit.ok ? () => deeds.ask("edit") : null;
  return (
    <div className="pb-20 md:hidden">
      <NameHead customer={customer} top />
      {customer.owner ? (
        <>
          <DeadlineStrip page={page} deeds={deeds} />
          <NextStrip page={page} deeds={deeds} />
        </>
      ) : customer.state === "invalid" ? (
        <InvalidPanel {...{ customer }} busy={deeds.asking.busy} onRestore={() => void deeds.restore()} />
      ) : (
        <ClaimPanel page={page} foot={null} />
      )}
      <Tabs defaultValue="timeline">
        <TabsList
          label={customer.name}
          stretch
          items={[
            { value: "timeline", label: t("tabs.timeline") },
            { value: "facts", label: t("tabs.facts") },
            { value: "contacts", label: t("tabs.contacts"), count: customer.contacts.length },
          ]}
        />
        <TabsContent value="timeline">
          <Timeline customerId={customer.id} timeline={timeline} />
        </TabsContent>
        <TabsContent value="facts">
          {page.quality ? <DataQuality customer={customer} quality={page.quality} /> : null}
          <OthersPanel customerId={customer.id} others={page.others} decides={page.decides} />
          <Facts customer={customer} onEdit={onEdit} />
        </TabsContent>
        <TabsContent value="contacts">
          <Contacts {...{ customer, onReveal, revealing, onCall, onEdit }} />
        </TabsContent>
      </Tabs>
      {claimFoot ? (
        <ActionBar>{claimFoot}</ActionBar>
      ) : (
        <HeldBar page={page} deeds={deeds} onCall={onCall} onReveal={onReveal} revealing={revealing} />
      )}
    </div>
  );
}

function HeldBar({ page, deeds, onCall, onReveal, revealing }: Omit<PhoneBodyProps, "claimFoot">) {
  const t = useTranslations("customer");
  const followUp = useTranslations("followup");
  const { customer } = page;
  if (!customer.permits.followUp.ok) return null;
  const phone = customer.contacts.find((contact) => contact.phoneE164 && !contact.masked)?.phoneE164;
  return (
    <ActionBar>
      {phone ? (
        <Button asChild size="lg" className="flex-1" lead={<Phone aria-hidden />}>
          <a href={`tel:${phone}`} onClick={onCall}>
            {t("next.call")}
          </a>
        </Button>
      ) : customer.canReveal && onReveal && customer.contacts.length > 0 ? (
        <Button size="lg" className="flex-1" busy={revealing} lead={<Phone aria-hidden />} onClick={onReveal}>
          {t("contacts.reveal")}
        </Button>
      ) : null}
      <Button
        variant="primary"
        size="lg"
        className="flex-1"
        lead={<SquarePen aria-hidden />}
        onClick={() => deeds.ask("followUp")}
      >
        {followUp("log")}
      </Button>
      <CustomerMenu customer={customer} deeds={deeds} whole outlined />
    </ActionBar>
  );
}

function DeadlineStrip({ page, deeds }: { page: CustomerPage; deeds: CustomerDeeds }) {
  const t = useTranslations("customer.deadline");
  const now = useNow();
  const { moment } = useMoments();
  const [open, setOpen] = useState(false);
  const { customer } = page;
  const { deadline } = customer;
  if (!deadline) {
    return (
      <p className="border-hairline border-t px-4 py-3 text-muted-foreground">
        {t(customer.wonAt ? "wonNoClock" : "noClock")}
      </p>
    );
  }
  return (
    <section className="border-hairline border-t px-4 py-3">
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="flex min-h-11 w-full items-center gap-2 text-start"
      >
        {urgencyOf({ ...customer, dueAt: deadline.dueAt }, now) === "later" ? null : (
          <ReclaimBadge
            poolId={customer.pool.id}
            dueAt={deadline.dueAt}
            protectedUntil={customer.protectedUntil}
            wonAt={customer.wonAt}
          />
        )}
        <span className="min-w-0 flex-1 font-medium">
          {t("backOn", { moment: moment(deadline.dueAt, now) })}
        </span>
        <span className="inline-flex items-center whitespace-nowrap text-muted-foreground">
          {t("why")}
          <ChevronRight aria-hidden className="size-4" />
        </span>
      </button>
      <DeadlineTrack deadline={deadline} />
      <Sheet open={open} onOpenChange={setOpen} title={t("title")}>
        <DeadlinePanel
          bare
          customer={customer}
          ask={(question) => {
            setOpen(false);
            deeds.ask(question);
          }}
          onUnprotect={() => {
            setOpen(false);
            void deeds.unprotect();
          }}
        />
        <div className="-mx-4 mt-3">
          <Ahead customer={customer} />
        </div>
      </Sheet>
    </section>
  );
}

function NextStrip({ page, deeds }: { page: CustomerPage; deeds: CustomerDeeds }) {
  const t = useTranslations("customer.next");
  const now = useNow();
  const { moment } = useMoments();
  const { nextStep, nextStepAt } = page.customer;
  if (!page.customer.permits.followUp.ok) return null;
  return (
    <Section className="flex items-center gap-3 py-2.5">
      <span className="min-w-0 flex-1">
        <span className="block text-13 text-muted-foreground">
          {nextStepAt ? t("titleAt", { moment: moment(nextStepAt, now) }) : t("title")}
        </span>
        <b className="block break-words font-medium">{nextStepAt ? (nextStep ?? t("open")) : t("none")}</b>
      </span>
      {nextStepAt ? (
        <Button onClick={() => void deeds.plan("", null)}>{t("done")}</Button>
      ) : (
        <Button onClick={() => deeds.ask("plan")}>{t("plan")}</Button>
      )}
    </Section>
  );
}
