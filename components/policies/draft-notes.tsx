"use client";

import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { diffPolicies } from "@/lib/policies/rules";
import { ChangeList } from "./change-list";
import { DraftNote, OvertakenNote } from "./draft-line";
import type { usePolicyDraft } from "./use-policy-draft";

type NoteProps = { edit: ReturnType<typeof usePolicyDraft>; poolName: string };

/** What happened meanwhile: a newer version, or somebody else at the same draft. */
export function DraftNotes({ edit, poolName }: NoteProps) {
  if (edit.keeping.conflict) return <ConflictNote edit={edit} poolName={poolName} />;
  if (edit.stale) return <StaleNote edit={edit} poolName={poolName} />;
  if (!edit.overtaken) return null;
  return <OvertakenNote overtaken={edit.overtaken} poolName={poolName} onClose={edit.dismiss} />;
}

/** The kept draft was made on an older version: what the newer one changed, and the way onto it. */
function StaleNote({ edit, poolName }: NoteProps) {
  const { base, inForce } = edit;
  const t = useTranslations("drafts.stale");
  const { moment } = useMoments();
  const now = useNow();
  const words = { version: inForce.version, base: base.version };
  return (
    <DraftNote
      title={t("title", { ...words, moment: moment(inForce.publishedAt, now) })}
      text={t("text", { version: inForce.version })}
    >
      <ChangeList changes={diffPolicies(base.document, inForce.document)} poolName={poolName} />
      <Button size="sm" className="mt-2" onClick={edit.rebase}>
        {t("rebase", { version: inForce.version })}
      </Button>
    </DraftNote>
  );
}

/** Somebody saved or ended the draft while something unsaved stood here: both are there, and one chooses. */
function ConflictNote({ edit, poolName }: NoteProps) {
  const t = useTranslations("drafts.conflict");
  const { moment } = useMoments();
  const now = useNow();
  const { keeping, draft } = edit;
  const theirs = keeping.conflict?.theirs ?? null;
  if (!theirs) {
    return <DraftNote title={t("gone")} text={t("goneText")} onClose={keeping.insist} />;
  }
  const between = diffPolicies(theirs.document, draft);
  return (
    <DraftNote
      title={t("title", { name: theirs.editedBy.name, moment: moment(theirs.editedAt, now) })}
      text={t("text")}
    >
      {between.length > 0 ? <ChangeList changes={between} poolName={poolName} /> : <p>{t("same")}</p>}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button size="sm" onClick={() => keeping.adopt(theirs)}>
          {t("theirs")}
        </Button>
        <Button size="sm" onClick={keeping.insist}>
          {t("mine")}
        </Button>
        <span className="text-12 text-muted-foreground">{t("mineHint")}</span>
      </div>
    </DraftNote>
  );
}
