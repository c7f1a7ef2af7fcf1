"use client";

import { Hourglass } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { NotSecondPerson } from "@/components/ui/not-second-person";
import { notify } from "@/components/ui/toast";
import { decideThresholdChangeAction } from "@/lib/policy-drafts/actions";
import type { ThresholdChange } from "@/lib/policy-drafts/types";
import type { SameHands } from "@/lib/second-person/types";

function useThresholdWords() {
  const t = useTranslations("drafts.settings");
  return (threshold: number | null) => (threshold === null ? t("off") : t("number", { count: threshold }));
}

/** The change that waits: another admin approves or declines it, who asked may withdraw it. */
export function ThresholdWaiting(props: {
  change: ThresholdChange;
  me: string | null;
  sameHands: SameHands | null;
}) {
  const { change, me, sameHands } = props;
  const t = useTranslations("drafts.settings");
  const words = useThresholdWords();
  const { moment } = useMoments();
  const { run, busy, failure } = useAsking();
  const own = change.askedBy.id === me;
  const decide = async (approve: boolean) => {
    const done = await run((options) =>
      decideThresholdChangeAction({ changeId: change.id, approve }, options),
    );
    if (done) notify({ title: t(approve ? "approved" : own ? "withdrawn" : "declined") });
  };
  const until = { was: words(change.from) };
  return (
    <div className="mt-3 rounded-md border border-hairline px-3 py-2.5">
      <p className="flex gap-2">
        <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-warning-text" />
        <span className="min-w-0">
          <span className="block font-medium">
            {t("waits", {
              name: change.askedBy.name,
              becomes: change.to === null ? "off" : "on",
              number: change.to ?? 0,
            })}
          </span>
          <span className="block text-12 text-muted-foreground">
            {change.effectiveAt && own
              ? t("untilHour", { ...until, moment: moment(change.effectiveAt) })
              : t("untilApproved", { ...until, moment: moment(change.askedAt) })}
          </span>
        </span>
      </p>
      {sameHands ? <NotSecondPerson why={sameHands} className="mt-1.5 ps-6" /> : null}
      <p className="mt-2 flex gap-2 ps-6">
        {own || sameHands ? null : (
          <Button size="sm" variant="primary" busy={busy} onClick={() => void decide(true)}>
            {t("approve")}
          </Button>
        )}
        <Button size="sm" busy={busy} onClick={() => void decide(false)}>
          {t(own ? "withdraw" : "decline")}
        </Button>
      </p>
      <FailureLine failure={failure} />
    </div>
  );
}

/** Who has changed, or wanted to change, the number when, and who else was needed for it. */
export function ThresholdHistory({ changes }: { changes: readonly ThresholdChange[] }) {
  const t = useTranslations("drafts.settings");
  const words = useThresholdWords();
  const { moment } = useMoments();
  const settled = changes.filter(({ state }) => state !== "waiting");
  if (settled.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="hit-line cursor-pointer text-12 text-muted-foreground">
        {t("history")} <span className="tabular-nums">{settled.length}</span>
      </summary>
      <ul className="mt-1">
        {settled.map((change) => (
          <li key={change.id} className="border-hairline border-b py-1.5 text-12">
            <span className="block">
              {t("change", { from: words(change.from), to: words(change.to) })}
              <span className="text-muted-foreground"> · {t(`state.${change.state}`)}</span>
            </span>
            <span className="block text-muted-foreground">
              {t("by", { name: change.askedBy.name, moment: moment(change.askedAt) })}
              {change.settledBy?.id === change.askedBy.id && change.state === "in_force" ? null : (
                <>
                  {" · "}
                  {change.settledBy
                    ? t("settledBy", {
                        ...{ state: change.state, name: change.settledBy.name },
                        moment: change.settledAt ? moment(change.settledAt) : "",
                      })
                    : t("settledAlone", { moment: change.settledAt ? moment(change.settledAt) : "" })}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
