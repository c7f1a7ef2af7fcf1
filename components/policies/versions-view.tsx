"use client";

import { History } from "lucide-react";
import { useTimeZone, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { AllocationSentences } from "@/components/allocation/allocation-sentences";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { getPolicyAction } from "@/lib/policies/actions";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { PolicyVersion } from "@/lib/policies/types";
import { dayOf } from "@/lib/time";
import { ChangeList } from "./change-list";
import { PolicySentence, RuleSentences } from "./policy-sentence";
import { RestoreDialog } from "./restore-dialog";

const NO_CHANGES = new Map();

/** The versions in force at some time of a day, the newest first. */
export function versionsOn(
  versions: readonly PolicyVersion[],
  day: string,
  dayOfInstant: (at: Date) => string,
): PolicyVersion[] {
  const until = versions.filter(({ publishedAt }) => dayOfInstant(publishedAt) <= day);
  const sameDay = until.filter(({ publishedAt }) => dayOfInstant(publishedAt) === day);
  const before = until[sameDay.length];
  return before ? [...sameDay, before] : sameDay;
}

/** Every version with what it changed, the wording of one, and what was in force on a day. */
export function VersionsView(props: {
  poolId: string;
  poolName: string;
  versions: readonly PolicyVersion[];
  /** Takes a version as the draft; absent for those who may only read. */
  onTake?: (document: PolicyDocument) => void;
}) {
  const { poolId, poolName, versions, onTake } = props;
  const t = useTranslations("policy.versions");
  const timeZone = useTimeZone() ?? "UTC";
  const now = useNow();
  const [day, setDay] = useState("");
  const [restoring, setRestoring] = useState<number | null>(null);
  const shown = day ? versionsOn(versions, day, (at) => dayOf(at, timeZone)) : versions;
  return (
    <div className="w-full max-w-[760px]">
      <div className="flex flex-wrap items-center gap-2 px-5 py-3 max-md:px-4">
        <Label htmlFor="in-force-on">{t("onDay")}</Label>
        <Input
          id="in-force-on"
          type="date"
          inputSize="sm"
          className="w-40"
          value={day}
          max={dayOf(now, timeZone)}
          onChange={(event) => setDay(event.target.value)}
        />
        {day ? (
          <>
            <span role="status" className="text-muted-foreground">
              {t("inForceOn", { versions: shown.map(({ version }) => `v${version}`).join(", ") || "–" })}
            </span>
            <Button variant="text" size="sm" onClick={() => setDay("")}>
              {t("allDays")}
            </Button>
          </>
        ) : null}
      </div>
      {shown.length === 0 ? <EmptyState icon={History} title={t("none")} text={t("noneText")} /> : null}
      <ol>
        {shown.map((version) => (
          <VersionItem
            key={version.id}
            {...{ version, poolId, poolName }}
            current={version.version === versions[0]?.version}
            open={day !== ""}
            {...(onTake ? { onTake, onRestore: setRestoring } : {})}
          />
        ))}
      </ol>
      <Dialog open={restoring !== null} onOpenChange={(open) => (open ? null : setRestoring(null))}>
        {restoring === null ? null : (
          <RestoreDialog {...{ poolId, poolName, version: restoring }} onDone={() => setRestoring(null)} />
        )}
      </Dialog>
    </div>
  );
}

function VersionItem(props: {
  version: PolicyVersion;
  poolId: string;
  poolName: string;
  current: boolean;
  /** Shows its wording without being asked: it is what somebody looked for. */
  open: boolean;
  onTake?: (document: PolicyDocument) => void;
  onRestore?: (version: number) => void;
}) {
  const { version, poolId, poolName, current, open, onTake, onRestore } = props;
  const t = useTranslations("policy.versions");
  const drafts = useTranslations("drafts.restore");
  const { moment } = useMoments();
  const now = useNow();
  const [document, setDocument] = useState<PolicyDocument | null>(null);
  const [busy, setBusy] = useState(false);
  const read = async (use: (document: PolicyDocument) => void) => {
    setBusy(true);
    const answer = await getPolicyAction({ poolId, version: version.version }).catch(() => null);
    setBusy(false);
    if (answer?.ok) use(answer.data.document);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is looked for
  useEffect(() => {
    if (open && !document) void read(setDocument);
  }, [open]);
  return (
    <li className="border-hairline border-t px-5 py-3.5 max-md:px-4">
      <div className="flex flex-wrap items-center gap-2">
        <b className="font-medium">v{version.version}</b>
        {current ? <Badge tone="success">{t("current")}</Badge> : null}
        {version.restoredVersion ? (
          <Badge>{drafts("badge", { version: version.restoredVersion })}</Badge>
        ) : null}
        <span className="text-muted-foreground">
          {t("by", {
            moment: moment(version.publishedAt, now),
            name: version.publishedByName ?? t("system"),
          })}
        </span>
        <span className="ms-auto flex gap-1">
          <Button
            variant="ghost"
            size="sm"
            busy={busy}
            aria-expanded={document !== null}
            onClick={() => (document ? setDocument(null) : void read(setDocument))}
          >
            {t(document ? "hideWords" : "showWords")}
          </Button>
          {onTake && !current ? (
            <Button variant="ghost" size="sm" className="max-md:hidden" onClick={() => void read(onTake)}>
              {t("take")}
            </Button>
          ) : null}
          {onRestore && !current ? (
            <Button
              variant="ghost"
              size="sm"
              className="max-md:hidden"
              onClick={() => onRestore(version.version)}
            >
              {drafts("action")}
            </Button>
          ) : null}
        </span>
      </div>
      {version.note ? <p className="mt-1 max-w-[60ch]">{version.note}</p> : null}
      <div className="mt-1.5">
        {version.changes.length > 0 ? (
          <ChangeList changes={version.changes} poolName={poolName} />
        ) : (
          <p className="text-12 text-muted-foreground">{t(version.version === 1 ? "first" : "unchanged")}</p>
        )}
      </div>
      {document ? (
        <div className="mt-3 flex flex-col gap-2 border-hairline border-t pt-3">
          <RuleSentences document={document} poolName={poolName} />
          <AllocationSentences document={document} />
          <PolicySentence
            document={document}
            changes={NO_CHANGES}
            version={version.version}
            className="text-14 leading-7 max-md:text-14"
          />
        </div>
      ) : null}
    </li>
  );
}
