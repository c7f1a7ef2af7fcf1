"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ActionFailure } from "@/lib/action-result";
import { FailureLine } from "./failure-line";

/** What every question shares: it is being done, or was refused. */
export type Asked = { busy: boolean; failure: ActionFailure | null };

type AskContentProps = Asked & {
  title: string;
  description?: string | undefined;
  confirm: string;
  danger?: boolean;
  /** Why it can't be confirmed at all. */
  disabledReason?: string | undefined;
  onConfirm: () => void;
  children?: ReactNode;
};

/** The inside of a dialog that asks before it does: cancel and one deed, and below what was asked why it was refused. */
export function AskContent(props: AskContentProps) {
  const { title, description, confirm, danger, disabledReason, busy, failure, onConfirm, children } = props;
  const common = useTranslations("common");
  return (
    <DialogContent
      title={title}
      description={description}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant={danger ? "danger" : "primary"}
            busy={busy}
            {...(disabledReason ? { disabledReason } : {})}
            onClick={onConfirm}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      <FailureLine failure={failure} />
    </DialogContent>
  );
}

/** What has to be chosen before it can be done. */
export function Missing({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="mt-2 text-danger-text">
      {children}
    </p>
  );
}

type NoteFieldProps = {
  label: string;
  value: string;
  onChange: (note: string) => void;
  placeholder?: string | undefined;
};

/** A sentence for whoever reads the history, if there is one to say. */
export function NoteField({ label, value, onChange, placeholder }: NoteFieldProps) {
  return (
    <Field label={label} optional className="mt-3.5">
      {(control) => (
        <Textarea
          {...control}
          rows={2}
          className="min-h-16"
          maxLength={2000}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
