"use client";

import { Command } from "cmdk";
import { CornerDownLeft, type LucideIcon, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { cn } from "@/components/ui/cn";
import { scrim } from "@/components/ui/dialog";
import { useFocusReturn } from "@/components/ui/use-focus-return";

export type PaletteItem = {
  id: string;
  label: string;
  detail?: string;
  mark?: ReactNode;
  icon?: LucideIcon;
  keywords?: string[];
  kbd?: string;
  /** Goes there; or runs. */
  href?: string;
  run?: () => void;
};

export type PaletteGroup = { heading: string; items: PaletteItem[] };
export type PaletteSearch = (query: string, signal: AbortSignal) => Promise<PaletteItem[]>;

type PaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: PaletteGroup[];
  search?: PaletteSearch | undefined;
};

const DEBOUNCE_MS = 150;

/** One box over pages, commands and customers; on the phone it fills the screen. */
export function CommandPalette({ open, onOpenChange, groups, search }: PaletteProps) {
  const t = useTranslations("common");
  const focus = useFocusReturn();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          data-modal
          aria-describedby={undefined}
          {...focus}
          className="fixed z-50 flex flex-col overflow-hidden bg-popover shadow-pop outline-none data-[state=closed]:animate-pop-out data-[state=open]:animate-pop-in max-md:inset-0 md:inset-x-4 md:top-[12vh] md:mx-auto md:max-h-[60vh] md:max-w-[600px] md:rounded-lg"
        >
          <Radix.Title className="sr-only">{t("palette.title")}</Radix.Title>
          {open ? <PaletteBody groups={groups} search={search} onDone={() => onOpenChange(false)} /> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteBody(props: {
  groups: PaletteGroup[];
  search: PaletteSearch | undefined;
  onDone: () => void;
}) {
  const { groups, search, onDone } = props;
  const t = useTranslations("common");
  const router = useRouter();
  const [query, setQuery] = useState("");
  const [composing, setComposing] = useState(false);
  const found = useSearch(query, composing, search);
  const shown = groups
    .map((group) => ({ ...group, items: group.items.filter((item) => matches(item, query)) }))
    .filter((group) => group.items.length > 0);
  const choose = (item: PaletteItem) => {
    onDone();
    if (item.href) router.push(item.href);
    else item.run?.();
  };
  return (
    <Command label={t("palette.title")} loop shouldFilter={false} className="flex min-h-0 flex-col">
      <div className="flex h-12 shrink-0 items-center gap-2.5 border-hairline border-b px-4">
        <Search aria-hidden className="size-4 text-muted-foreground" />
        <Command.Input
          value={query}
          onValueChange={setQuery}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          placeholder={t("palette.hint")}
          enterKeyHint="go"
          className="h-full min-w-0 flex-1 bg-transparent text-14 outline-none placeholder:text-faint-foreground max-md:text-16"
        />
        <Radix.Close className="hit text-13 text-primary-text md:hidden">{t("cancel")}</Radix.Close>
      </div>
      <Command.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1 pb-safe">
        {found.state === "idle" && found.of === query.trim() && found.items.length + shown.length === 0 ? (
          <div role="status" className="px-3 py-6 text-13 text-muted-foreground">
            <p>{t("palette.empty", { query })}</p>
            <p className="mt-1 text-12 text-faint-foreground">{t("palette.emptyHint")}</p>
          </div>
        ) : null}
        {found.items.length > 0 ? (
          <PaletteSection heading={t("palette.customers")} items={found.items} onChoose={choose} />
        ) : null}
        {shown.map((group) => (
          <PaletteSection key={group.heading} heading={group.heading} items={group.items} onChoose={choose} />
        ))}
        {found.state === "idle" ? null : (
          <p role="status" className="px-3 py-2 text-12 text-faint-foreground">
            {t(found.state === "busy" ? "palette.searching" : "palette.failed")}
          </p>
        )}
      </Command.List>
    </Command>
  );
}

function PaletteSection(props: {
  heading: string;
  items: PaletteItem[];
  onChoose: (item: PaletteItem) => void;
}) {
  const { heading, items, onChoose } = props;
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-faint-foreground"
    >
      {items.map((item) => {
        const Icon = item.icon;
        return (
          <Command.Item
            key={item.id}
            value={`${item.label} ${item.id}`}
            onSelect={() => onChoose(item)}
            className={cn(
              "group flex h-9 cursor-default items-center gap-2.5 rounded-md px-3 data-[selected=true]:bg-muted max-md:h-12 max-md:text-14",
            )}
          >
            {item.mark ??
              (Icon ? <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" /> : null)}
            <span className="truncate">{item.label}</span>
            {item.detail ? (
              <span className="truncate text-12 text-faint-foreground">{item.detail}</span>
            ) : null}
            <span className="ms-auto flex shrink-0 items-center gap-2 text-12 text-faint-foreground">
              {item.kbd ? <span className="touch:hidden">{item.kbd}</span> : null}
              <CornerDownLeft
                aria-hidden
                className="hidden size-3.5 group-data-[selected=true]:block touch:hidden"
              />
            </span>
          </Command.Item>
        );
      })}
    </Command.Group>
  );
}

/** Every word of the query stands in the name or begins a keyword (pinyin, initials). */
function matches(item: PaletteItem, query: string): boolean {
  const name = `${item.label} ${item.detail ?? ""}`.toLowerCase();
  const keywords = item.keywords ?? [];
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => name.includes(word) || keywords.some((keyword) => keyword.startsWith(word)));
}

/** `of` is what was last answered. */
type Found = { state: "idle" | "busy" | "failed"; items: PaletteItem[]; of: string };

/** Asks 150 ms after the last letter, never while an input method is composing; a newer question drops the older. */
function useSearch(query: string, composing: boolean, search: PaletteSearch | undefined): Found {
  const [found, setFound] = useState<Found>({ state: "idle", items: [], of: "" });
  const text = query.trim();
  useEffect(() => {
    if (composing || !search) return;
    if (text === "") {
      setFound({ state: "idle", items: [], of: text });
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      setFound((now) => ({ ...now, state: "busy" }));
      search(text, abort.signal).then(
        (items) => !abort.signal.aborted && setFound({ state: "idle", items, of: text }),
        () => !abort.signal.aborted && setFound({ state: "failed", items: [], of: text }),
      );
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, composing, search]);
  return found;
}
