"use client";

import { Calendar, ChevronDown, Users, Waves } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Input } from "@/components/ui/input";
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

export type Choice = { id: string; name: string; href: string; on: boolean };

export type FilterProps = {
  /** What is looked at now, in words. */
  period: string;
  presets: Choice[];
  pools: Choice[];
  teams: Choice[];
  own: { from: string; to: string; today: string; pool: string | null; team: string | null };
};

/** Which stretch, pool and team the dashboard is about; every choice is an address of its own. */
export function Filters({ period, presets, pools, teams, own }: FilterProps) {
  const t = useTranslations("dashboard");
  return (
    <>
      <Popover>
        <PopoverTrigger asChild>
          <FilterButton label={t("period.label")} icon={<Calendar aria-hidden />}>
            {period}
            <span className="font-normal text-faint-foreground max-md:hidden">{t("period.compared")}</span>
          </FilterButton>
        </PopoverTrigger>
        <PopoverContent align="end" aria-label={t("period.label")} className="w-60 p-1">
          <ul>
            {presets.map((preset) => (
              <li key={preset.id}>
                <PopoverClose asChild>
                  <Link
                    href={preset.href}
                    aria-current={preset.on ? "true" : undefined}
                    className={cn(
                      "flex h-8 items-center rounded-md px-2 hover:bg-muted max-md:h-11 max-md:text-14",
                      preset.on && "font-medium text-primary-text",
                    )}
                  >
                    {preset.name}
                  </Link>
                </PopoverClose>
              </li>
            ))}
          </ul>
          <OwnPeriod {...own} />
        </PopoverContent>
      </Popover>
      {pools.length > 1 ? (
        <Menu label={t("pool.label")} icon={<Waves aria-hidden />} choices={pools} />
      ) : null}
      {teams.length > 1 ? (
        <Menu label={t("team.label")} icon={<Users aria-hidden />} choices={teams} />
      ) : null}
    </>
  );
}

function FilterButton(
  props: { label: string; icon: ReactNode; children: ReactNode } & Record<string, unknown>,
) {
  const { label, icon, children, ...rest } = props;
  return (
    <Button
      {...rest}
      size="sm"
      lead={<span className="max-md:hidden">{icon}</span>}
      className="max-md:h-8 max-md:rounded-full max-md:px-3"
    >
      <span className="sr-only">{label}: </span>
      {children}
      <ChevronDown aria-hidden className="size-3!" />
    </Button>
  );
}

function Menu({ label, icon, choices }: { label: string; icon: ReactNode; choices: Choice[] }) {
  const current = choices.find((choice) => choice.on);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <FilterButton label={label} icon={icon}>
          <span className="max-w-40 truncate">{current?.name ?? label}</span>
        </FilterButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {choices.map((choice) => (
          <DropdownMenuItem key={choice.id} asChild>
            <Link
              href={choice.href}
              aria-current={choice.on ? "true" : undefined}
              className={cn(choice.on && "font-medium text-primary-text")}
            >
              {choice.name}
            </Link>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** Any stretch one likes, as a plain form: it works before the page has come to life. */
function OwnPeriod({ from, to, today, pool, team }: FilterProps["own"]) {
  const t = useTranslations("dashboard.period");
  return (
    <form action="/dashboard" className="mt-1 border-hairline border-t p-2">
      <p className="mb-1.5 text-12 text-faint-foreground">{t("own")}</p>
      {pool ? <input type="hidden" name="pool" value={pool} /> : null}
      {team ? <input type="hidden" name="team" value={team} /> : null}
      <div className="flex flex-col gap-1.5">
        <DayField label={t("from")} name="from" value={from} max={today} />
        <DayField label={t("to")} name="to" value={to} max={today} />
        <Button type="submit" size="sm" className="max-md:h-11">
          {t("apply")}
        </Button>
        <p className="text-12 text-faint-foreground">{t("invalid")}</p>
      </div>
    </form>
  );
}

function DayField(props: { label: string; name: string; value: string; max: string }) {
  const { label, name, value, max } = props;
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="w-8 shrink-0 text-muted-foreground">
        {label}
      </label>
      <Input id={id} type="date" inputSize="sm" name={name} defaultValue={value} max={max} required />
    </div>
  );
}
