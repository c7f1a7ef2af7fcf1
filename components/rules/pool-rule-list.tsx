"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
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
import type { PoolRule } from "@/lib/policies/pool-rule";
import { poolRuleBrief } from "@/lib/policies/rule-brief";
import { useRuleNames } from "./names";
import { fromPoolPreset, POOL_PRESET_NAMES } from "./pool-presets";
import { MOST_RULES } from "./presets";
import { usePoolRuleSentence } from "./use-pool-rule-sentence";
import { useRuleWords } from "./use-rule-words";

type ListProps = {
  rules: readonly PoolRule[];
  current: string | null;
  /** How many each rule would take out now; empty while nobody has counted. */
  hits: ReadonlyMap<string, number>;
  broken: ReadonlySet<string>;
  poolId: string;
  onSelect: (id: string) => void;
  onSwitch: (rule: PoolRule, on: boolean) => void;
  onAdd: (rule: PoolRule) => void;
};

/** What becomes of customers that nobody takes, rule by rule. */
export function PoolRuleList(props: ListProps) {
  const { rules } = props;
  const t = useTranslations("rules.pool");
  return (
    <section aria-label={t("list")} className="mt-3">
      <div className="flex h-9 items-center ps-4 pe-2.5">
        <h2 className="text-12 text-muted-foreground">{t("list")}</h2>
        <AddPoolRule {...props} />
      </div>
      {rules.length === 0 ? <p className="px-4 pb-1 text-12 text-muted-foreground">{t("none")}</p> : null}
      <ol className="px-2">
        {rules.map((rule) => (
          <li key={rule.id}>
            <PoolRuleItem {...props} rule={rule} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function PoolRuleItem({ rule, current, hits, broken, onSelect, onSwitch }: ListProps & { rule: PoolRule }) {
  const t = useTranslations("rules.pool");
  const builder = useTranslations("rules.builder");
  const words = useRuleWords();
  const { facets } = usePoolRuleSentence();
  const name = words.short(poolRuleBrief(rule));
  const hit = hits.get(rule.id);
  const { stay, end } = facets(rule);
  return (
    <div
      className={cn(
        "flex min-h-12 items-center gap-1 rounded-md ps-4 pe-2 hover:bg-hover max-md:min-h-15 max-md:ps-2",
        current === rule.id && "md:bg-accent md:hover:bg-accent",
      )}
    >
      <button
        type="button"
        aria-current={current === rule.id || undefined}
        onClick={() => onSelect(rule.id)}
        className="min-w-0 flex-1 py-1.5 text-start outline-none focus-visible:underline"
      >
        <span className={cn("block truncate", rule.on ? "font-medium" : "text-muted-foreground")}>
          {name}
        </span>
        <span
          className={cn(
            "block truncate text-12",
            broken.has(rule.id) ? "text-danger-text" : "text-muted-foreground",
          )}
        >
          {[stay, ...(hit === undefined ? [] : [t("hits", { count: hit })]), end].join(" · ")}
        </span>
      </button>
      <Switch
        aria-label={builder("on", { rule: name })}
        checked={rule.on}
        onCheckedChange={(on) => onSwitch(rule, on)}
      />
    </div>
  );
}

function AddPoolRule({ rules, poolId, onAdd }: Pick<ListProps, "rules" | "poolId" | "onAdd">) {
  const t = useTranslations("rules.pool");
  const builder = useTranslations("rules.builder");
  const { pools } = useRuleNames();
  const others = pools.filter(({ id }) => id !== poolId);
  const full = rules.length >= MOST_RULES ? builder("full", { count: MOST_RULES }) : undefined;
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
        <DropdownMenuLabel>{builder("presets")}</DropdownMenuLabel>
        {POOL_PRESET_NAMES.filter((name) => name !== "move_on" || others.length > 0).map((name) => (
          <DropdownMenuItem
            key={name}
            onSelect={() => onAdd(fromPoolPreset(name, rules, others[0]?.id ?? null))}
          >
            {t(`presets.${name}`)}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
