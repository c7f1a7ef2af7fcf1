"use client";

import { ArrowDown, ArrowUp, CircleSlash, Plus, RotateCcw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ClipboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { MAX_LABEL, MAX_OPTIONS } from "@/lib/custom-fields/limits";
import { newOption, type OptionDraft } from "./field-form";

type OptionsEditorProps = { options: OptionDraft[]; onChange: (options: OptionDraft[]) => void };

const linesOf = (text: string): string[] =>
  text
    .split(/[\r\n\t]+/)
    .map((line) => line.trim().slice(0, MAX_LABEL))
    .filter(Boolean);

/** The choices of a field in their order. One that is there already is retired, not taken away: somebody may hold it. */
export function OptionsEditor({ options, onChange }: OptionsEditorProps) {
  const t = useTranslations("fields");
  const set = (at: number, part: Partial<OptionDraft>) =>
    onChange(options.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const move = (at: number, step: 1 | -1) => {
    const next = [...options];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + step, 0, one);
    onChange(next);
  };
  const paste = (at: number, event: ClipboardEvent<HTMLInputElement>) => {
    const [first, ...rest] = linesOf(event.clipboardData.getData("text"));
    if (first === undefined || rest.length === 0) return;
    event.preventDefault();
    const next = options.map((one, index) => (index === at ? { ...one, label: first } : one));
    next.splice(at + 1, 0, ...rest.map(newOption));
    onChange(next.slice(0, MAX_OPTIONS));
  };
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium">{t("options")}</legend>
      {options.map((option, at) => (
        <OptionLine
          key={option.key}
          {...{ option, at }}
          last={at === options.length - 1}
          onLabel={(label) => set(at, { label })}
          onPaste={(event) => paste(at, event)}
          onMove={(step) => move(at, step)}
          onRetired={(retired) => set(at, { retired })}
          onRemove={() => onChange(options.filter((one) => one !== option))}
        />
      ))}
      <Button
        variant="ghost"
        size="sm"
        className="self-start"
        lead={<Plus aria-hidden />}
        disabledReason={options.length >= MAX_OPTIONS ? t("optionCount", { count: MAX_OPTIONS }) : undefined}
        onClick={() => onChange([...options, newOption()])}
      >
        {t("addOption")}
      </Button>
      <p className="text-12 text-muted-foreground">{t("optionsHint")}</p>
    </fieldset>
  );
}

type OptionLineProps = {
  option: OptionDraft;
  at: number;
  last: boolean;
  onLabel: (label: string) => void;
  onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
  onMove: (step: 1 | -1) => void;
  onRetired: (retired: boolean) => void;
  onRemove: () => void;
};

function OptionLine(props: OptionLineProps) {
  const { option, at, last, onLabel, onPaste, onMove, onRetired, onRemove } = props;
  const t = useTranslations("fields");
  const name = option.label || t("option", { number: at + 1 });
  const small = { variant: "ghost", size: "xs", icon: true } as const;
  return (
    <div className="flex items-center gap-1">
      <Input
        inputSize="sm"
        aria-label={t("option", { number: at + 1 })}
        maxLength={MAX_LABEL}
        value={option.label}
        onChange={(event) => onLabel(event.target.value)}
        onPaste={onPaste}
        className={cn("min-w-0 flex-1", option.retired && "text-muted-foreground line-through")}
      />
      <Button
        {...small}
        className={at === 0 ? "invisible" : ""}
        aria-label={t("optionUp", { name })}
        onClick={() => onMove(-1)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        {...small}
        className={last ? "invisible" : ""}
        aria-label={t("optionDown", { name })}
        onClick={() => onMove(1)}
      >
        <ArrowDown aria-hidden />
      </Button>
      {option.value === undefined ? (
        <Button {...small} aria-label={t("removeOption", { name })} onClick={onRemove}>
          <X aria-hidden />
        </Button>
      ) : (
        <Button
          {...small}
          aria-label={t(option.retired ? "reopenOption" : "retireOption", { name })}
          title={t(option.retired ? "reopenOption" : "retireOption", { name })}
          onClick={() => onRetired(!option.retired)}
        >
          {option.retired ? <RotateCcw aria-hidden /> : <CircleSlash aria-hidden />}
        </Button>
      )}
    </div>
  );
}
