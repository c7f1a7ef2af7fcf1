"use client";

import { GitMerge, RotateCcw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ChangeList } from "./change-list";
import type { Overtaken, usePolicyDraft } from "./use-policy-draft";

/** The draft and the version in force, and at the right end what can be done with the draft. */
export function DraftLine(props: {
  edit: ReturnType<typeof usePolicyDraft>;
  /** Why it can't be published as it is. */
  refusal: string | null;
  onPublish: () => void;
}) {
  const { base, changes, dirty, reset } = props.edit;
  const t = useTranslations("policy.draft");
  const { moment } = useMoments();
  const now = useNow();
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-hairline border-b px-4 py-1">
      {dirty ? <Badge tone="warning">{t("badge", { version: base.version + 1 })}</Badge> : null}
      <span className="text-12 text-muted-foreground">
        {dirty ? `${t("changed", { count: changes.length })} · ` : ""}
        {t("inForce", { version: base.version, moment: moment(base.publishedAt, now) })}
      </span>
      {dirty ? (
        <span className="ms-auto flex items-center gap-2 max-md:hidden">
          {props.refusal ? (
            <span role="status" className="max-w-72 truncate text-12 text-danger-text" title={props.refusal}>
              {props.refusal}
            </span>
          ) : null}
          <Button variant="ghost" size="sm" lead={<RotateCcw aria-hidden />} onClick={reset}>
            {t("reset")}
          </Button>
          <Button
            variant="primary"
            size="sm"
            {...(props.refusal ? { disabledReason: props.refusal } : {})}
            onClick={props.onPublish}
          >
            {t("publish")}
          </Button>
        </span>
      ) : null}
    </div>
  );
}

/** Somebody else's version came into force meanwhile: what it changed, while the draft stays. */
export function OvertakenNote(props: { overtaken: Overtaken; poolName: string; onClose: () => void }) {
  const { overtaken, poolName, onClose } = props;
  const t = useTranslations("policy.overtaken");
  const common = useTranslations("common");
  const { moment } = useMoments();
  const now = useNow();
  const { policy, changes } = overtaken;
  return (
    <div role="status" className="relative mx-4 mt-2 rounded-md bg-warning-subtle py-2.5 ps-9 pe-10">
      <GitMerge aria-hidden className="absolute start-3 top-3 size-4 text-warning-text" />
      <p className="font-medium">
        {t("title", {
          ...{ version: policy.version, moment: moment(policy.publishedAt, now) },
          name: policy.publishedByName ?? "",
        })}
      </p>
      <p className="mb-1.5 text-12 text-muted-foreground">{t("text", { version: policy.version })}</p>
      <ChangeList changes={changes} poolName={poolName} />
      <button
        type="button"
        aria-label={common("close")}
        onClick={onClose}
        className="hit absolute end-2.5 top-2.5 grid size-6 place-items-center text-muted-foreground"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}
