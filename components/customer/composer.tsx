"use client";

import { ChevronUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { EffectLine, Hint } from "@/components/follow-ups/effect-line";
import { FollowUpFields } from "@/components/follow-ups/follow-up-fields";
import { FormFailure } from "@/components/follow-ups/form-failure";
import { useFollowUpForm } from "@/components/follow-ups/use-follow-up-form";
import { useIsMac } from "@/components/layout/hotkeys";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import type { FollowUpPreview } from "@/lib/follow-ups/types";

type ComposerProps = {
  preview: FollowUpPreview;
  viewerName: string;
  open: boolean;
  onOpen: (open: boolean) => void;
};

/** The composer on top of the timeline: one line until it is wanted, then the whole form in its place. */
export function Composer({ preview, viewerName, open, onOpen }: ComposerProps) {
  const t = useTranslations("followup");
  if (!open) {
    return (
      <div className="px-5 pt-3 pb-2.5">
        <div className="flex items-center gap-2">
          <Avatar name={viewerName} me size="lg" />
          <button
            type="button"
            onClick={() => onOpen(true)}
            className="min-w-0 flex-1 truncate rounded-sm py-1 text-start text-faint-foreground"
          >
            {t("composer.placeholder")}
          </button>
          <Button variant="primary" size="sm" kbd="F" onClick={() => onOpen(true)}>
            {t("log")}
          </Button>
        </div>
        <p className="ps-9 pt-1 text-12 text-faint-foreground">
          <Hint preview={preview} />
        </p>
      </div>
    );
  }
  return <OpenComposer preview={preview} onClose={() => onOpen(false)} />;
}

function OpenComposer({ preview, onClose }: { preview: FollowUpPreview; onClose: () => void }) {
  const t = useTranslations("followup");
  const mac = useIsMac();
  const form = useFollowUpForm(preview, onClose);
  const frame = useRef<HTMLFormElement>(null);
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>("[role=radio]")?.focus();
  }, []);
  return (
    <form
      ref={frame}
      aria-label={t("log")}
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
      className="flex flex-col gap-3.5 border-hairline border-b px-5 pt-3 pb-3.5"
    >
      <FollowUpFields form={form} preview={preview} />
      <FormFailure form={form} />
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <EffectLine form={form} preview={preview} />
        </div>
        <Button variant="ghost" lead={<ChevronUp aria-hidden />} onClick={onClose}>
          {t("composer.close")}
        </Button>
        <Button type="submit" variant="primary" busy={form.busy} kbd={mac ? "⌘↵" : "Ctrl ↵"}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
