"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ActionFailure } from "@/lib/action-result";
import { previewFollowUpAction } from "@/lib/follow-ups/actions";
import type { LoggedFollowUp } from "@/lib/follow-ups/log-follow-up";
import type { FollowUpPreview } from "@/lib/follow-ups/types";
import { answered } from "./answered";
import { EffectLine } from "./effect-line";
import { FollowUpFields } from "./follow-up-fields";
import { FormFailure } from "./form-failure";
import { useFollowUpForm } from "./use-follow-up-form";

/** Whom the composer is open for; `called` when he has just been rung up. */
export type Composing = { customerId: string; name: string; called?: boolean };

type FollowUpDialogProps = {
  /** Null is closed. */
  of: Composing | null;
  onClose: () => void;
  onSaved?: (logged: LoggedFollowUp) => void;
  /** When the page knows it already; read from the server otherwise. */
  preview?: FollowUpPreview | null;
};

/** The composer over any list: a dialog on the desktop, a sheet from the bottom on the phone. */
export function FollowUpDialog({ of, onClose, onSaved, preview }: FollowUpDialogProps) {
  return (
    <Dialog open={of !== null} onOpenChange={(open) => !open && onClose()}>
      {of ? (
        <Body key={of.customerId} of={of} given={preview ?? null} onClose={onClose} onSaved={onSaved} />
      ) : null}
    </Dialog>
  );
}

type BodyProps = {
  of: Composing;
  given: FollowUpPreview | null;
  onClose: () => void;
  onSaved: ((logged: LoggedFollowUp) => void) | undefined;
};

function Body({ of, given, onClose, onSaved }: BodyProps) {
  const t = useTranslations("followup");
  const say = useErrorText();
  const [read, setRead] = useState<FollowUpPreview | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const { customerId } = of;
  const known = given !== null;
  useEffect(() => {
    if (known) return;
    let current = true;
    void answered(previewFollowUpAction({ customerId })).then((answer) => {
      if (!current) return;
      if (answer.ok) setRead(answer.data);
      else setFailure(answer);
    });
    return () => {
      current = false;
    };
  }, [customerId, known]);
  const preview = given ?? read;
  const title = of.called ? t("justCalled", { name: of.name }) : t("titleOf", { name: of.name });
  if (preview) {
    return <Composer preview={preview} title={title} onClose={onClose} onSaved={onSaved} />;
  }
  return (
    <DialogContent title={title} width="md">
      {failure ? (
        <p role="alert" className="pb-4 text-danger-text">
          {say({ code: failure.error, params: failure.params })}
        </p>
      ) : (
        <div className="flex flex-col gap-3 pb-4">
          <Skeleton className="h-8 w-2/3" />
          <Skeleton className="h-14 w-full" />
          <Skeleton className="h-20 w-full" />
        </div>
      )}
    </DialogContent>
  );
}

type ComposerProps = {
  preview: FollowUpPreview;
  title: string;
  onClose: () => void;
  onSaved: ((logged: LoggedFollowUp) => void) | undefined;
};

function Composer({ preview, title, onClose, onSaved }: ComposerProps) {
  const t = useTranslations("followup");
  const form = useFollowUpForm(preview, (logged) => {
    onClose();
    onSaved?.(logged);
  });
  return (
    <DialogContent
      title={title}
      width="md"
      className="md:top-[8vh] md:max-h-[84vh]"
      footer={
        <Button variant="primary" size="lg" busy={form.busy} kbd="⌘↵" onClick={() => void form.save()}>
          {t("save")}
        </Button>
      }
    >
      <div className="flex flex-col gap-3.5">
        <FollowUpFields form={form} preview={preview} tiles />
        <EffectLine form={form} preview={preview} />
        <FormFailure form={form} />
      </div>
    </DialogContent>
  );
}
