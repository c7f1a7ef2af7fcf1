"use client";

import { ArrowDown, ArrowUp, Columns3, GripVertical, Lock, Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, type KeyboardEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { type ColumnChoice, LEAST_WIDTH, MOST_WIDTH } from "@/lib/views/columns";

export type Choosable = { id: string; label: string; width: number; masked?: boolean };

type ColumnChooserProps = {
  columns: readonly Choosable[];
  chosen: readonly ColumnChoice[];
  /** Somebody has chosen; without it the list stands as it is usual. */
  isChosen: boolean;
  onChange: (chosen: ColumnChoice[] | undefined) => void;
};

const STEP = 16;

function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [taken] = next.splice(from, 1);
  if (taken !== undefined) next.splice(Math.max(0, Math.min(next.length, to)), 0, taken);
  return next;
}

/** Which columns the list shows, in which order and how wide: by drag, by key, with what is usual one step away. */
export function ColumnChooser({ columns, chosen, isChosen, onChange }: ColumnChooserProps) {
  const t = useTranslations("views.chooser");
  const [find, setFind] = useState("");
  const [said, setSaid] = useState("");
  const [dragged, setDragged] = useState<number | null>(null);
  const of = (id: string) => columns.find((column) => column.id === id);
  const matches = (column: Choosable) => column.label.toLowerCase().includes(find.trim().toLowerCase());
  const shown = chosen.flatMap((choice, at) => {
    const column = of(choice.id);
    return column ? [{ choice, column, at }] : [];
  });
  const hidden = columns.filter(({ id }) => !chosen.some((one) => one.id === id));
  const place = (from: number, to: number) => {
    if (to < 0 || to >= chosen.length) return;
    onChange(moved(chosen, from, to));
    const label = of(chosen[from]?.id ?? "")?.label ?? "";
    setSaid(t("moved", { column: label, place: to + 1 }));
  };
  const widen = (at: number, by: number) =>
    onChange(
      chosen.map((choice, index) => {
        if (index !== at) return choice;
        const width = (choice.width ?? of(choice.id)?.width ?? LEAST_WIDTH) + by;
        return { ...choice, width: Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)) };
      }),
    );
  const onKey = (event: KeyboardEvent, at: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    place(at, event.key === "ArrowUp" ? at - 1 : at + 1);
  };
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="xs" lead={<Columns3 aria-hidden />} className="shrink-0">
          {t("title")}
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label={t("title")}
        className="flex max-h-[min(70vh,40rem)] w-80 flex-col gap-2 p-2.5"
      >
        <Input
          inputSize="sm"
          className="shrink-0"
          aria-label={t("find")}
          placeholder={t("find")}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        <span aria-live="polite" className="sr-only">
          {said}
        </span>
        <h3 className="px-1 pt-1 font-medium text-12 text-muted-foreground">{t("shown")}</h3>
        <ol className="flex flex-col">
          {shown
            .filter(({ column }) => matches(column))
            .map(({ column, at }) => (
              <li
                key={column.id}
                draggable
                onDragStart={(event: DragEvent) => {
                  event.dataTransfer.effectAllowed = "move";
                  setDragged(at);
                }}
                onDragEnd={() => setDragged(null)}
                onDragOver={(event) => event.preventDefault()}
                onDrop={(event) => {
                  event.preventDefault();
                  if (dragged !== null) place(dragged, at);
                  setDragged(null);
                }}
                onKeyDown={(event) => onKey(event, at)}
                className={cn(
                  "group/column flex h-8 items-center gap-1.5 rounded-md px-1 hover:bg-hover",
                  dragged === at && "opacity-50",
                )}
              >
                <GripVertical aria-hidden className="size-3.5 shrink-0 cursor-grab text-faint-foreground" />
                <Checkbox
                  checked
                  disabled={chosen.length === 1}
                  aria-label={t("hide", { column: column.label })}
                  onCheckedChange={() => onChange(chosen.filter((_, index) => index !== at))}
                />
                <Name column={column} />
                <span className="ms-auto flex opacity-0 focus-within:opacity-100 group-hover/column:opacity-100">
                  <Tool
                    label={t("narrower", { column: column.label })}
                    icon={Minus}
                    onClick={() => widen(at, -STEP)}
                  />
                  <Tool
                    label={t("wider", { column: column.label })}
                    icon={Plus}
                    onClick={() => widen(at, STEP)}
                  />
                  <Tool
                    label={t("up", { column: column.label })}
                    icon={ArrowUp}
                    disabled={at === 0}
                    onClick={() => place(at, at - 1)}
                  />
                  <Tool
                    label={t("down", { column: column.label })}
                    icon={ArrowDown}
                    disabled={at === chosen.length - 1}
                    onClick={() => place(at, at + 1)}
                  />
                </span>
              </li>
            ))}
        </ol>
        {hidden.some(matches) ? (
          <h3 className="px-1 pt-1 font-medium text-12 text-muted-foreground">{t("hidden")}</h3>
        ) : null}
        <ul className="flex flex-col">
          {hidden.filter(matches).map((column) => (
            <li key={column.id} className="flex h-8 items-center gap-1.5 rounded-md px-1 ps-6 hover:bg-hover">
              <Checkbox
                checked={false}
                aria-label={t("show", { column: column.label })}
                onCheckedChange={() => onChange([...chosen, { id: column.id, width: null }])}
              />
              <Name column={column} />
            </li>
          ))}
        </ul>
        {columns.some(matches) ? null : (
          <p className="px-1 py-2 text-12 text-muted-foreground">{t("none")}</p>
        )}
        {isChosen ? (
          <Button variant="ghost" size="xs" onClick={() => onChange(undefined)} className="self-start">
            {t("reset")}
          </Button>
        ) : null}
      </PopoverContent>
    </Popover>
  );
}

function Name({ column }: { column: Choosable }) {
  const t = useTranslations("views.chooser");
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className="truncate">{column.label}</span>
      {column.masked ? (
        <span title={t("masked")} className="shrink-0 text-faint-foreground">
          <Lock aria-hidden className="size-3 stroke-2" />
          <span className="sr-only">{t("masked")}</span>
        </span>
      ) : null}
    </span>
  );
}

function Tool(props: { label: string; icon: typeof Plus; disabled?: boolean; onClick: () => void }) {
  const { label, icon: Icon, disabled = false, onClick } = props;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
      className="grid size-6 place-items-center rounded-sm text-muted-foreground hover:bg-muted hover:text-foreground disabled:text-faint-foreground disabled:opacity-50"
    >
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}
