"use client";

import { GripVertical, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Switch } from "@/components/ui/switch";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { PRESET_NAMES } from "@/lib/policies/rule-presets";
import { emptyRule, fromPreset, MOST_RULES } from "./presets";
import { useRuleWords } from "./use-rule-words";

type RuleListProps = {
  rules: readonly ReturnRule[];
  /** The rule that is open. */
  current: string | null;
  /** How many each rule takes by the preview; empty while there is none. */
  hits: ReadonlyMap<string, number>;
  /** Ids of rules that can't be published as they are. */
  broken: ReadonlySet<string>;
  onSelect: (id: string) => void;
  onSwitch: (id: string, on: boolean) => void;
  onPlace: (id: string, index: number) => void;
  onAdd: (rule: ReturnRule) => void;
};

/** The rules in their order: each can be opened, switched, and drawn to another place. */
export function RuleList(props: RuleListProps) {
  const { rules, current, hits, broken, onSelect, onSwitch, onPlace, onAdd } = props;
  const t = useTranslations("rules.builder");
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const drop = () => {
    if (dragged !== null && over !== null) onPlace(dragged, over);
    setDragged(null);
    setOver(null);
  };
  return (
    <section aria-label={t("list")}>
      <div className="flex h-9 items-center ps-4 pe-2.5">
        <h2 className="text-12 text-muted-foreground">{t("list")}</h2>
        <AddRule rules={rules} onAdd={onAdd} />
      </div>
      {rules.length === 0 ? (
        <p className="px-4 py-2 text-12 text-muted-foreground">
          <b className="block font-medium text-13 text-foreground">{t("none")}</b>
          {t("noneText")}
        </p>
      ) : null}
      <ol className="px-2">
        {rules.map((rule, index) => (
          <li
            key={rule.id}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(index);
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop();
            }}
            className={cn(
              "group relative",
              dragged === rule.id && "opacity-50",
              over === index &&
                dragged !== null &&
                dragged !== rule.id &&
                "inset-ring-1 inset-ring-primary rounded-md",
            )}
          >
            <RuleItem
              {...{ rule, position: index + 1, hits: hits.get(rule.id) }}
              current={rule.id === current}
              broken={broken.has(rule.id)}
              onSelect={() => onSelect(rule.id)}
              onSwitch={(on) => onSwitch(rule.id, on)}
              onDragStart={() => setDragged(rule.id)}
              onDragEnd={() => {
                setDragged(null);
                setOver(null);
              }}
            />
          </li>
        ))}
      </ol>
      <p className="px-4 pt-1 text-12 text-faint-foreground">{rules.length > 1 ? t("listHint") : null}</p>
    </section>
  );
}

function RuleItem(props: {
  rule: ReturnRule;
  position: number;
  hits: number | undefined;
  current: boolean;
  broken: boolean;
  onSelect: () => void;
  onSwitch: (on: boolean) => void;
  onDragStart: () => void;
  onDragEnd: () => void;
}) {
  const { rule, position, hits, current, broken, onSelect, onSwitch, onDragStart, onDragEnd } = props;
  const t = useTranslations("rules.builder");
  const words = useRuleWords();
  const brief = { id: rule.id, name: rule.name, ...rule.clock };
  const name = words.short(brief);
  return (
    <div
      className={cn(
        "flex min-h-12 items-center gap-1 rounded-md pe-2 hover:bg-hover max-md:min-h-15",
        current && "md:bg-accent md:hover:bg-accent",
      )}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keyboard has the buttons of the open rule */}
      <span
        draggable
        title={t("drag", { rule: name })}
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = "move";
          event.dataTransfer.setData("text/plain", rule.id);
          onDragStart();
        }}
        onDragEnd={onDragEnd}
        className="grid w-4 shrink-0 cursor-grab place-items-center self-stretch text-faint-foreground opacity-0 group-hover:opacity-100 max-md:hidden"
      >
        <GripVertical aria-hidden className="size-3.5" />
      </span>
      <button
        type="button"
        aria-current={current || undefined}
        onClick={onSelect}
        className="flex min-w-0 flex-1 items-start gap-2.5 py-1.5 text-start outline-none focus-visible:underline max-md:ps-2"
      >
        <span className="w-3 shrink-0 text-12 text-faint-foreground leading-5">{position}</span>
        <span className="min-w-0">
          <span className={cn("block truncate", rule.on ? "font-medium" : "text-muted-foreground")}>
            {name}
          </span>
          <span
            className={cn("block truncate text-12", broken ? "text-danger-text" : "text-muted-foreground")}
          >
            {words.long({ ...brief, name: "" })}
            {hits === undefined ? "" : ` · ${t("hits", { count: hits })}`}
          </span>
        </span>
      </button>
      <Switch aria-label={t("on", { rule: name })} checked={rule.on} onCheckedChange={onSwitch} />
    </div>
  );
}

function AddRule({ rules, onAdd }: Pick<RuleListProps, "rules" | "onAdd">) {
  const t = useTranslations("rules.builder");
  const presets = useTranslations("rules.presets");
  const full = rules.length >= MOST_RULES ? t("full", { count: MOST_RULES }) : undefined;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="sm"
          icon
          className="ms-auto"
          aria-label={t("add")}
          {...(full ? { disabledReason: full } : {})}
        >
          <Plus aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>{t("presets")}</DropdownMenuLabel>
        {PRESET_NAMES.map((name) => (
          <DropdownMenuItem key={name} onSelect={() => onAdd(fromPreset(name, rules))}>
            {presets(name)}
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => onAdd(emptyRule())}>{t("empty")}</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
