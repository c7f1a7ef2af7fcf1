"use client";

import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { PartInput } from "./segment";

type NumberPartProps = {
  label: string;
  /** NaN is "not filled in". */
  value: number;
  /** How a number is typed, and read again; NaN for what is none. */
  write?: (value: number) => string;
  read?: (text: string) => number;
  whole?: boolean;
  wrong?: boolean;
  changed?: boolean;
  className?: string;
  onChange: (value: number) => void;
};

const readNumber =
  (whole: boolean) =>
  (text: string): number => {
    const shape = whole ? /^\d+$/ : /^-?\d+(\.\d+)?$/;
    return shape.test(text.trim()) ? Number(text) : Number.NaN;
  };

/** A number as a part of a clause; what is typed counts at once, and what is none counts as not filled in. */
export function NumberPart(props: NumberPartProps) {
  const { label, value, write = String, whole = true, wrong, changed, className, onChange } = props;
  const read = props.read ?? readNumber(whole);
  const [text, setText] = useState<string | null>(null);
  return (
    <PartInput
      aria-label={label}
      aria-invalid={wrong || undefined}
      inputMode={whole ? "numeric" : "decimal"}
      value={text ?? (Number.isFinite(value) ? write(value) : "")}
      onChange={(event) => {
        setText(event.target.value);
        onChange(read(event.target.value));
      }}
      onBlur={() => setText(null)}
      className={cn("w-16 text-end", changed && "bg-warning-subtle font-medium text-warning-text", className)}
    />
  );
}
