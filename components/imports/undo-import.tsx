"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { Dialog, DialogTrigger } from "@/components/ui/dialog";
import { resumeImportAction, undoImportAction } from "@/lib/imports/actions";
import type { ImportDetails } from "@/lib/imports/import-types";

/** Asks before a whole import is taken back. */
export function UndoImport({ file }: { file: Pick<ImportDetails, "id" | "created" | "updated"> }) {
  const t = useTranslations("imports.undo");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run, busy, failure } = useAsking();
  const undo = async () => {
    const answer = await run(() => undoImportAction({ importId: file.id }));
    if (!answer) return;
    setOpen(false);
    router.refresh();
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button lead={<Undo2 aria-hidden />}>{t("action")}</Button>
      </DialogTrigger>
      <AskContent
        title={t("title")}
        description={t("text", { created: file.created, updated: file.updated })}
        confirm={t("action")}
        danger
        {...{ busy, failure }}
        onConfirm={() => void undo()}
      />
    </Dialog>
  );
}

/** Lets an import go on that had stopped. */
export function ResumeImport({ importId }: { importId: string }) {
  const t = useTranslations("imports.run");
  const router = useRouter();
  const { run, busy } = useAsking();
  const resume = async () => {
    await run(() => resumeImportAction({ importId }));
    router.refresh();
  };
  return (
    <Button variant="primary" busy={busy} onClick={() => void resume()}>
      {t("resume")}
    </Button>
  );
}
