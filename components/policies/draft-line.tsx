"use client";

import { GitMerge, RotateCcw, Save, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ChangeList } from "./change-list";
import type { Overtaken, usePolicyDraft } from "./use-policy-draft";

type Edit = ReturnType<typeof usePolicyDraft>;

/** The draft and the version in force, and at the right end what can be done with the draft. */
export function DraftLine(props: {
  edit: Edit;
  /** Why it can't be saved as it is. */
  refusal: string | null;
  /** Why it can't be published as it is. */
  unready: string | null;
  onSave: () => void;
  onPublish: () => void;
}) {
  const { edit, refusal, unready } = props;
  const { inForce, changes, dirty, unsaved, keeping, reset } = edit;
  const t = useTranslations("policy.draft");
  const drafts = useTranslations("drafts");
  const { moment } = useMoments();
  const now = useNow();
  const open = dirty || keeping.kept !== null;
  const changed = keeping.kept ? unsaved : dirty;
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-hairline border-b px-4 py-1 xl:flex-nowrap">
      {open ? <Badge tone="warning">{t("badge", { version: inForce.version + 1 })}</Badge> : null}
      <span className="text-12 text-muted-foreground xl:min-w-20 xl:truncate">
        {dirty ? `${t("changed", { count: changes.length })} · ` : ""}
        {t("inForce", { version: inForce.version, moment: moment(inForce.publishedAt, now) })}
      </span>
      {open ? (
        <span className="ms-auto flex min-w-0 items-center gap-2 max-md:hidden">
          {refusal ? (
            <span role="status" className="max-w-72 truncate text-12 text-danger-text" title={refusal}>
              {refusal}
            </span>
          ) : null}
          {changed ? (
            <>
              <Button variant="ghost" size="sm" lead={<RotateCcw aria-hidden />} onClick={reset}>
                {t("reset")}
              </Button>
              <Button
                size="sm"
                lead={<Save aria-hidden />}
                busy={keeping.busy}
                {...(refusal ? { disabledReason: refusal } : {})}
                onClick={props.onSave}
              >
                {drafts("save")}
              </Button>
            </>
          ) : null}
          <Button
            variant="primary"
            size="sm"
            {...((refusal ?? unready) ? { disabledReason: refusal ?? unready ?? "" } : {})}
            onClick={props.onPublish}
          >
            {t("publish")}
          </Button>
        </span>
      ) : null}
    </div>
  );
}

/** Something that happened to the draft from elsewhere, told above the rules. */
export function DraftNote(props: {
  title: string;
  text: string;
  children?: ReactNode;
  onClose?: () => void;
}) {
  const { title, text, children, onClose } = props;
  const common = useTranslations("common");
  return (
    <div role="status" className="relative mx-4 mt-2 rounded-md bg-warning-subtle py-2.5 ps-9 pe-10">
      <GitMerge aria-hidden className="absolute start-3 top-3 size-4 text-warning-text" />
      <p className="font-medium">{title}</p>
      <p className="mb-1.5 text-12 text-muted-foreground">{text}</p>
      {children}
      {onClose ? (
        <button
          type="button"
          aria-label={common("close")}
          onClick={onClose}
          className="hit absolute end-2.5 top-2.5 grid size-6 place-items-center text-muted-foreground"
        >
          <X aria-hidden className="size-4" />
        </button>
      ) : null}
    </div>
  );
}

/** Somebody else's version came into force meanwhile: what it changed, while the draft stays. */
export function OvertakenNote(props: { overtaken: Overtaken; poolName: string; onClose: () => void }) {
  const { overtaken, poolName, onClose } = props;
  const t = useTranslations("policy.overtaken");
  const { moment } = useMoments();
  const now = useNow();
  const { policy, changes } = overtaken;
  return (
    <DraftNote
      title={t("title", {
        ...{ version: policy.version, moment: moment(policy.publishedAt, now) },
        name: policy.publishedByName ?? "",
      })}
      text={t("text", { version: policy.version })}
      onClose={onClose}
    >
      <ChangeList changes={changes} poolName={poolName} />
    </DraftNote>
  );
}
