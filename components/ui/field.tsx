"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";
import { Label } from "./label";

/** What a control inside a field must carry, so that a screen reader reads label, hint and error with it. */
export type FieldControl = {
  id: string;
  name?: string;
  required?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

export type FieldProps = {
  label: ReactNode;
  name?: string;
  hint?: ReactNode;
  /** What is wrong and what is left to try. */
  error?: ReactNode;
  required?: boolean;
  optional?: boolean;
  /** At the right end of the label: a link, a counter. */
  aside?: ReactNode;
  className?: string;
  children: (control: FieldControl) => ReactNode;
};

/** Label above, control, then the error or else the hint. */
export function Field({
  label,
  name,
  hint,
  error,
  required,
  optional,
  aside,
  className,
  children,
}: FieldProps) {
  const t = useTranslations("common");
  const id = useId();
  const messageId = `${id}-message`;
  const said = error || hint;
  const control: FieldControl = {
    id,
    ...(name ? { name } : {}),
    ...(required ? { required } : {}),
    ...(said ? { "aria-describedby": messageId } : {}),
    ...(error ? { "aria-invalid": true } : {}),
  };
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div className="flex items-baseline gap-2">
        <Label htmlFor={id}>{label}</Label>
        {optional ? <span className="text-12 text-faint-foreground">{t("optional")}</span> : null}
        {aside ? <span className="ms-auto text-13">{aside}</span> : null}
      </div>
      {children(control)}
      {error ? (
        <p id={messageId} role="alert" className="flex gap-1.5 text-13 text-danger-text">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{error}</span>
        </p>
      ) : hint ? (
        <p id={messageId} className="text-12 text-muted-foreground">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
