"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Switch } from "@/components/ui/switch";
import { MOST_RULES } from "./presets";

/** A rule as the list shows it. */
export type SideRule = { id: string; name: string; detail: string; on: boolean; broken: boolean };

type SideRulesProps = {
  title: string;
  /** What is said without any. */
  none: string;
  addLabel: string;
  rules: readonly SideRule[];
  current: string | null;
  presets: readonly { id: string; label: string; onAdd: () => void }[];
  onSelect: (id: string) => void;
  onSwitch: (id: string, on: boolean) => void;
  /** What stands below the rules. */
  children?: ReactNode;
};

/** A short list of rules beside those of return: each can be opened and switched, new ones begin with a preset. */
export function SideRules(props: SideRulesProps) {
  const { title, none, rules, children } = props;
  return (
    <section aria-label={title} className="mt-3">
      <div className="flex h-9 items-center ps-4 pe-2.5">
        <h2 className="text-12 text-muted-foreground">{title}</h2>
        <AddRule {...props} />
      </div>
      {rules.length === 0 ? <p className="px-4 pb-1 text-12 text-muted-foreground">{none}</p> : null}
      <ol className="px-2">
        {rules.map((rule) => (
          <li key={rule.id}>
            <SideItem {...props} rule={rule} />
          </li>
        ))}
      </ol>
      {children}
    </section>
  );
}

function SideItem({ rule, current, onSelect, onSwitch }: SideRulesProps & { rule: SideRule }) {
  const t = useTranslations("rules.builder");
  const { id, name, detail, on, broken } = rule;
  return (
    <div
      className={cn(
        "flex min-h-12 items-center gap-1 rounded-md ps-4 pe-2 hover:bg-hover max-md:min-h-15 max-md:ps-2",
        current === id && "md:bg-accent md:hover:bg-accent",
      )}
    >
      <button
        type="button"
        aria-current={current === id || undefined}
        onClick={() => onSelect(id)}
        className="min-w-0 flex-1 py-1.5 text-start outline-none focus-visible:underline"
      >
        <span className={cn("block truncate", on ? "font-medium" : "text-muted-foreground")}>{name}</span>
        <span className={cn("block truncate text-12", broken ? "text-danger-text" : "text-muted-foreground")}>
          {detail}
        </span>
      </button>
      <Switch
        aria-label={t("on", { rule: name })}
        checked={on}
        onCheckedChange={(next) => onSwitch(id, next)}
      />
    </div>
  );
}

function AddRule({ rules, presets, addLabel }: SideRulesProps) {
  const t = useTranslations("rules.builder");
  const full = rules.length >= MOST_RULES ? t("full", { count: MOST_RULES }) : undefined;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="sm"
          icon
          className="ms-auto"
          aria-label={addLabel}
          {...(full ? { disabledReason: full } : {})}
        >
          <Plus aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>{t("presets")}</DropdownMenuLabel>
        {presets.map(({ id, label, onAdd }) => (
          <DropdownMenuItem key={id} onSelect={onAdd}>
            {label}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
