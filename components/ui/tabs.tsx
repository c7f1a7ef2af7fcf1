"use client";

import Link from "next/link";
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Dot } from "./badge";
import { cn } from "./cn";

export type TabItem = {
  value: string;
  label: string;
  count?: number | string | undefined;
  /** The view has unsaved changes: a warning dot, with these words. */
  unsaved?: string | undefined;
  href?: string;
};

const tab =
  "relative flex items-center gap-1.5 whitespace-nowrap px-2 text-muted-foreground outline-offset-[-2px] after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 after:rounded-t-[1px] hover:text-foreground aria-[current=page]:font-medium aria-[current=page]:text-foreground aria-[current=page]:after:bg-primary data-[state=active]:font-medium data-[state=active]:text-foreground data-[state=active]:after:bg-primary max-md:min-w-11 max-md:shrink-0 max-md:justify-center max-md:px-3";
const strip =
  "scrollbar-none flex h-9 shrink-0 items-stretch gap-0.5 overflow-x-auto overflow-y-hidden border-hairline border-b px-3 max-md:h-11 max-md:px-1";

function TabLabel({ item }: { item: TabItem }) {
  return (
    <>
      {item.label}
      {item.count === undefined ? null : (
        <span className="font-normal text-12 text-faint-foreground">{item.count}</span>
      )}
      {item.unsaved ? <Dot className="size-[5px] text-warning" label={item.unsaved} /> : null}
    </>
  );
}

/** A strip of views as links: the URL says which one is open. `end` holds the live dot and the pill. */
export function ViewTabs(props: {
  label: string;
  items: TabItem[];
  current: string;
  end?: ReactNode;
  onSelect?: (value: string) => void;
}) {
  const { label, items, current, end, onSelect } = props;
  return (
    <nav aria-label={label} className={strip}>
      {items.map((item) =>
        item.href === undefined ? (
          <button
            key={item.value}
            type="button"
            aria-current={item.value === current ? "page" : undefined}
            onClick={() => onSelect?.(item.value)}
            className={tab}
          >
            <TabLabel item={item} />
          </button>
        ) : (
          <Link
            key={item.value}
            href={item.href}
            prefetch={false}
            scroll={false}
            aria-current={item.value === current ? "page" : undefined}
            className={tab}
          >
            <TabLabel item={item} />
          </Link>
        ),
      )}
      {end ? <span className="ms-auto flex shrink-0 items-center gap-2.5 ps-4 pe-2">{end}</span> : null}
    </nav>
  );
}

export const Tabs = Radix.Root;
export const TabsContent = Radix.Content;

/** Tabs whose panels are on the page. Inside `Tabs`, with a `TabsContent` per value. */
export function TabsList({
  label,
  items,
  stretch = false,
}: {
  label: string;
  items: TabItem[];
  stretch?: boolean;
}) {
  return (
    <Radix.List aria-label={label} className={strip}>
      {items.map((item) => (
        <Radix.Trigger
          key={item.value}
          value={item.value}
          className={cn(tab, stretch && "max-md:flex-1 max-md:justify-center")}
        >
          <TabLabel item={item} />
        </Radix.Trigger>
      ))}
    </Radix.List>
  );
}
