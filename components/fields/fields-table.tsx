"use client";

import { ArrowDown, ArrowUp, Ellipsis, GripVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { FieldRow } from "@/lib/custom-fields/types";
import { hasOptions } from "./field-form";
import { useRequiredText } from "./use-required-text";

type FieldsTableProps = {
  fields: readonly FieldRow[];
  used: Record<string, number>;
  onMove: (from: number, to: number) => void;
  onEdit: (field: FieldRow) => void;
  onRetire: (field: FieldRow) => void;
};

/** The fields in use, in the order of the forms: dragged by their grip, or moved step by step. */
export function FieldsTable({ fields, used, onMove, onEdit, onRetire }: FieldsTableProps) {
  const t = useTranslations("fields");
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  const dragging = (at: number) => ({
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return;
      event.preventDefault();
      setOver(at);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged !== null && dragged !== at) onMove(dragged, at);
      end();
    },
  });
  return (
    <ul aria-label={t("title")} className="border-hairline border-t">
      {fields.map((field, at) => (
        <li
          key={field.id}
          {...dragging(at)}
          className={cn(
            "flex min-h-11 items-center gap-2 border-hairline border-b py-1.5 ps-2 pe-5 max-md:min-h-15 max-md:pe-3",
            dragged === at && "opacity-50",
            over === at && dragged !== at && "bg-primary-subtle",
          )}
        >
          <span
            draggable
            aria-hidden
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              setDragged(at);
            }}
            onDragEnd={end}
            className="cursor-grab px-1 text-faint-foreground max-md:hidden"
          >
            <GripVertical className="size-4" />
          </span>
          <FieldLine field={field} used={used[field.key] ?? 0} onEdit={() => onEdit(field)} />
          <span className="ms-auto flex shrink-0 items-center">
            <Button
              variant="ghost"
              size="xs"
              icon
              className={at === 0 ? "invisible" : ""}
              aria-label={t("up", { name: field.label })}
              onClick={() => onMove(at, at - 1)}
            >
              <ArrowUp aria-hidden />
            </Button>
            <Button
              variant="ghost"
              size="xs"
              icon
              className={at === fields.length - 1 ? "invisible" : ""}
              aria-label={t("down", { name: field.label })}
              onClick={() => onMove(at, at + 1)}
            >
              <ArrowDown aria-hidden />
            </Button>
            <FieldMenu field={field} onEdit={() => onEdit(field)} onRetire={() => onRetire(field)} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function FieldLine({ field, used, onEdit }: { field: FieldRow; used: number; onEdit: () => void }) {
  const t = useTranslations("fields");
  const requiredText = useRequiredText();
  const required = requiredText(field.requiredStages);
  const open = field.options.filter(({ retired }) => !retired);
  return (
    <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,1fr)_72px] items-center gap-3 max-md:block max-md:ps-2">
      <button
        type="button"
        onClick={onEdit}
        className="hit-line min-w-0 max-w-full truncate text-start max-md:min-w-11 font-medium hover:text-primary-text max-md:text-14"
      >
        {field.label}
      </button>
      <span className="flex min-w-0 items-center gap-2 text-muted-foreground max-md:mt-0.5 max-md:text-12">
        <Badge>{t(`type.${field.type}`)}</Badge>
        {hasOptions(field.type) ? (
          <span className="truncate text-12" title={open.map(({ label }) => label).join(t("comma"))}>
            {open.map(({ label }) => label).join(t("comma"))}
          </span>
        ) : null}
      </span>
      <span className="truncate text-12 text-muted-foreground max-md:block" title={required ?? ""}>
        {required ? t("requiredAt", { stages: required }) : ""}
      </span>
      <span className="text-end text-12 text-muted-foreground tabular-nums max-md:hidden">
        {used > 0 ? t("used", { count: used }) : ""}
      </span>
    </div>
  );
}

function FieldMenu(props: { field: FieldRow; onEdit: () => void; onRetire: () => void }) {
  const t = useTranslations("fields");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="xs" icon aria-label={t("menu", { name: props.field.label })}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={props.onEdit}>{t("edit")}</DropdownMenuItem>
        <DropdownMenuItem danger onSelect={props.onRetire}>
          {t("retire")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
