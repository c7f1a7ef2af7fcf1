"use client";

import { ChevronLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";

/** On the phone: from what is open back to the list. */
export function BackButton({ onBack }: { onBack: () => void }) {
  const t = useTranslations("rules.builder");
  return (
    <Button
      variant="ghost"
      size="sm"
      className="md:hidden"
      lead={<ChevronLeft aria-hidden />}
      onClick={onBack}
    >
      {t("back")}
    </Button>
  );
}

/** A deed of the open rule as an icon with its words. */
export function IconButton(props: {
  label: string;
  hidden?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip label={props.label}>
      <Button
        variant="ghost"
        size="sm"
        icon
        aria-label={props.label}
        className={props.hidden ? "invisible" : ""}
        onClick={props.onClick}
      >
        {props.children}
      </Button>
    </Tooltip>
  );
}

/** The line above an open rule: its place where order counts, its name, its deeds. */
export function EditorHead(props: {
  name: string;
  /** What it is called without a name. */
  unnamed: string;
  position?: number;
  onName: (name: string) => void;
  onBack: () => void;
  children: ReactNode;
}) {
  const { name, unnamed, position, onName, onBack, children } = props;
  const t = useTranslations("rules.builder");
  return (
    <div className="flex min-h-9 items-center gap-1.5 max-md:flex-wrap">
      <BackButton onBack={onBack} />
      <span
        className={cn(
          "shrink-0 text-12 text-muted-foreground max-md:flex-1",
          position === undefined && "md:hidden",
        )}
      >
        {position === undefined ? null : t("position", { position })}
      </span>
      <input
        aria-label={t("nameLabel")}
        value={name}
        maxLength={60}
        placeholder={t("namePlaceholder", { words: unnamed })}
        onChange={(event) => onName(event.target.value)}
        onBlur={() => onName(name.trim())}
        className={cn(
          "min-w-0 flex-1 truncate rounded-md border border-transparent bg-transparent px-1.5 font-medium text-16 leading-8 outline-none placeholder:font-normal placeholder:text-13 placeholder:text-faint-foreground hover:border-border focus-visible:border-ring max-md:order-last max-md:min-h-11 max-md:basis-full max-md:px-0",
          position === undefined && "md:-ms-1.5",
        )}
      />
      {children}
    </div>
  );
}
