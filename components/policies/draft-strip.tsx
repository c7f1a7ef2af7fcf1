"use client";

import { CalendarClock, Eye, FilePen, ShieldAlert, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { NotSecondPerson } from "@/components/ui/not-second-person";
import type { PolicyPreview } from "@/lib/policies/types";
import { ApproveDialog } from "./approve-dialog";
import { DiscardDialog } from "./discard-dialog";
import { ObservationDialog } from "./observation-dialog";
import { ScheduleDialog } from "./schedule-dialog";
import type { Approval } from "./use-approval";
import { type DraftDeeds, useDraftDeeds } from "./use-draft-deeds";
import type { usePolicyDraft } from "./use-policy-draft";

type Edit = ReturnType<typeof usePolicyDraft>;
type Asked = "discard" | "approve" | "schedule" | "observation" | null;

type LineProps = { icon: ReactNode; children: ReactNode; action?: ReactNode };

function Line({ icon, children, action }: LineProps) {
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
      <span className="text-faint-foreground [&_svg]:size-3.5">{icon}</span>
      <span className="min-w-0 flex-1 text-muted-foreground">{children}</span>
      <span className="flex items-center gap-1">{action}</span>
    </div>
  );
}

/** The kept draft: whose it is, whether it is approved, when it publishes itself, what an observation has seen. */
export function DraftStrip(props: {
  edit: Edit;
  approval: Approval;
  poolName: string;
  preview: PolicyPreview | null;
}) {
  const { edit, approval, poolName, preview } = props;
  const { keeping, unsaved, stale } = edit;
  const t = useTranslations("drafts");
  const deeds = useDraftDeeds(edit);
  const [asked, setAsked] = useState<Asked>(null);
  const { kept } = keeping;
  if (!kept) return <NotKept edit={edit} approval={approval} />;
  const reason = unsaved
    ? t("saveFirst")
    : stale
      ? t("stale.reason", { base: edit.base.version, version: edit.inForce.version })
      : undefined;
  const close = () => {
    setAsked(null);
    deeds.forget();
  };
  const parts = { edit, deeds, reason, onAsk: setAsked };
  return (
    <section
      aria-label={t("title")}
      className="flex flex-col gap-1 border-hairline border-b bg-sidebar px-4 py-2 text-12"
    >
      <OriginLine {...parts} />
      <NoteLine edit={edit} />
      <ApprovalLine {...parts} approval={approval} />
      <ScheduleLine {...parts} missing={approval.missing} />
      <ObserveLine {...parts} />
      <FailureLine failure={asked === null ? (deeds.failure ?? keeping.failure) : null} />
      <Dialog open={asked !== null} onOpenChange={(open) => (open ? null : close())}>
        {asked === "discard" ? <DiscardDialog edit={edit} onDone={close} /> : null}
        {asked === "approve" ? (
          <ApproveDialog {...{ edit, deeds, poolName, preview }} onDone={close} />
        ) : null}
        {asked === "schedule" ? <ScheduleDialog {...{ edit, deeds }} onDone={close} /> : null}
        {asked === "observation" ? <ObservationDialog edit={edit} /> : null}
      </Dialog>
    </section>
  );
}

/** What is not kept yet may need somebody too: that is said before it is tried. */
function NotKept({ edit, approval }: { edit: Edit; approval: Approval }) {
  const t = useTranslations("drafts.approval");
  if (!edit.dirty || !approval.needed) return null;
  return (
    <section className="border-hairline border-b bg-sidebar px-4 py-1.5 text-12">
      <Line icon={<ShieldAlert aria-hidden />}>{t("needed", approval.needed)}</Line>
    </section>
  );
}

type PartProps = {
  edit: Edit;
  deeds: DraftDeeds;
  /** Why nothing can be settled about it now. */
  reason: string | undefined;
  onAsk: (what: Asked) => void;
};

const off = (reason: string | undefined) => (reason ? { disabledReason: reason } : {});

function OriginLine({ edit, deeds, reason, onAsk }: PartProps) {
  const t = useTranslations("drafts");
  const { moment } = useMoments();
  const now = useNow();
  const { info, kept } = edit.keeping;
  const version = kept?.baseVersion ?? edit.base.version;
  const settled = edit.unsaved ? null : info;
  return (
    <Line
      icon={<FilePen aria-hidden />}
      action={
        <>
          {settled?.schedule ? null : (
            <Button size="xs" className="max-md:hidden" {...off(reason)} onClick={() => onAsk("schedule")}>
              {t("schedule.set")}
            </Button>
          )}
          {settled?.observation ? null : (
            <Button
              size="xs"
              title={t("observe.startHint")}
              busy={deeds.busy}
              {...off(reason)}
              onClick={() => void deeds.observe(true)}
            >
              {t("observe.start")}
            </Button>
          )}
          <Button variant="text" size="xs" onClick={() => onAsk("discard")}>
            {t("discard")}
          </Button>
        </>
      }
    >
      {info
        ? t("savedBy", { name: info.editedBy.name, moment: moment(info.editedAt, now), version })
        : t("savedNow", { version })}
      {edit.unsaved ? (
        <span className="text-warning-text">
          {" · "}
          {t("unsaved")}
          {info?.approval || info?.schedule || info?.observation ? ` · ${t("settledEnds")}` : ""}
        </span>
      ) : null}
    </Line>
  );
}

function NoteLine({ edit }: { edit: Edit }) {
  const t = useTranslations("drafts");
  return (
    <Input
      inputSize="sm"
      aria-label={t("note")}
      placeholder={`${t("note")} · ${t("notePlaceholder")}`}
      maxLength={500}
      value={edit.note}
      onChange={(event) => edit.setNote(event.target.value)}
    />
  );
}

function ApprovalLine({ edit, deeds, reason, onAsk, approval }: PartProps & { approval: Approval }) {
  const t = useTranslations("drafts.approval");
  const { moment } = useMoments();
  const now = useNow();
  const { needed, given, missing, mayGive, sameHands, anybody } = approval;
  if (given && !missing) {
    const words = { name: given.by.name, moment: moment(given.at, now), hit: given.hit };
    return <Line icon={<ShieldCheck aria-hidden />}>{t("given", words)}</Line>;
  }
  if (!needed) return null;
  const action = mayGive ? (
    <Button size="sm" variant="primary" {...off(reason)} onClick={() => onAsk("approve")}>
      {t("approve")}
    </Button>
  ) : (
    <Button
      size="xs"
      busy={deeds.busy}
      {...off(reason ?? (anybody ? undefined : t("alone")))}
      onClick={() => void deeds.ask()}
    >
      {t("ask")}
    </Button>
  );
  return (
    <>
      <Line icon={<ShieldAlert aria-hidden className="text-warning-text" />} action={action}>
        {given ? t("grown", { approved: given.hit, hit: needed.hit }) : t("needed", needed)}
        {anybody || edit.unsaved ? null : <span className="block text-warning-text">{t("alone")}</span>}
      </Line>
      {sameHands ? <NotSecondPerson why={sameHands} /> : null}
    </>
  );
}

function ScheduleLine({ edit, deeds, missing }: Omit<PartProps, "reason" | "onAsk"> & { missing: boolean }) {
  const t = useTranslations("drafts.schedule");
  const { moment } = useMoments();
  const now = useNow();
  const schedule = edit.unsaved ? null : edit.keeping.info?.schedule;
  if (!schedule) return null;
  return (
    <Line
      icon={<CalendarClock aria-hidden />}
      action={
        <Button variant="text" size="xs" busy={deeds.busy} onClick={() => void deeds.unschedule()}>
          {t("cancel")}
        </Button>
      }
    >
      {t("at", { moment: moment(schedule.at, now), name: schedule.by.name })}
      {missing ? <span className="block text-warning-text">{t("needsApproval")}</span> : null}
    </Line>
  );
}

function ObserveLine({ edit, deeds, onAsk }: Omit<PartProps, "reason">) {
  const t = useTranslations("drafts.observe");
  const { moment } = useMoments();
  const now = useNow();
  const seen = edit.unsaved ? null : edit.keeping.info?.observation;
  if (!seen) return null;
  return (
    <Line
      icon={<Eye aria-hidden />}
      action={
        <>
          <Button variant="text" size="xs" onClick={() => onAsk("observation")}>
            {t("show")}
          </Button>
          <Button variant="text" size="xs" busy={deeds.busy} onClick={() => void deeds.observe(false)}>
            {t("stop")}
          </Button>
        </>
      }
    >
      {t("since", { moment: moment(seen.since, now), count: seen.seen })}
      {seen.lookedAt ? ` · ${t("looked", { moment: moment(seen.lookedAt, now) })}` : ""}
    </Line>
  );
}
