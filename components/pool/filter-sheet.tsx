"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { useFields } from "@/components/fields/fields-provider";
import { FieldFilterEditor } from "@/components/fields/filter-editor";
import { isFilterable } from "@/components/fields/use-filter-text";
import { Button } from "@/components/ui/button";
import { RadioChips } from "@/components/ui/radio-chips";
import { Sheet } from "@/components/ui/sheet";
import { withFieldFilter } from "@/lib/custom-fields/filters";
import type { PoolFacets } from "@/lib/customers/get-pool-facets";
import { POOL_VIEWS } from "@/lib/customers/list-schema";
import type { Count } from "@/lib/customers/types";
import { NO_FILTERS, type PoolAddress, searchOf } from "@/lib/pool-list/address";
import { EDITABLE, FilterEditor } from "./filter-editor";
import { useCountText } from "./use-count-text";

type FilterSheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  address: PoolAddress;
  facets: PoolFacets;
  onApply: (address: PoolAddress) => void;
};

/** All filters on the phone; the one button says how many customers they leave. */
export function FilterSheet({ open, onOpenChange, address, facets, onApply }: FilterSheetProps) {
  const t = useTranslations("pool");
  const [draft, setDraft] = useState(address);
  const [opened, setOpened] = useState(open);
  if (opened !== open) {
    setOpened(open);
    if (open) setDraft(address);
  }
  const fields = useFields();
  const count = useResultCount(draft, open);
  const countText = useCountText();
  const apply = () => {
    onOpenChange(false);
    onApply(draft);
  };
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("filters.label")}
      footer={
        <>
          <Button size="lg" onClick={() => setDraft({ ...draft, ...NO_FILTERS, view: "all" })}>
            {t("filters.clear")}
          </Button>
          <Button variant="primary" size="lg" onClick={apply}>
            {count ? t("filters.show", { count: countText(count) }) : t("filters.showPlain")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5 pt-1">
        <Group title={t("views.label")}>
          <RadioChips
            label={t("views.label")}
            options={POOL_VIEWS.map((view) => ({ value: view, label: t(`views.${view}`) }))}
            value={draft.view}
            onValueChange={(view) => setDraft({ ...draft, view })}
          />
        </Group>
        {EDITABLE.filter((key) => key !== "tag" || facets.tags.length > 0).map((key) => (
          <Group key={key} title={t(`filters.${key}`)}>
            <FilterEditor
              chips
              filter={key}
              filters={draft}
              facets={facets}
              onChange={(change) => setDraft({ ...draft, ...change })}
            />
          </Group>
        ))}
        {fields.filter(isFilterable).map((field) => (
          <Group key={field.key} title={field.label}>
            <FieldFilterEditor
              field={field}
              filter={draft.fields.find(({ key }) => key === field.key)}
              onChange={(changed) => setDraft({ ...draft, fields: withFieldFilter(draft.fields, changed) })}
            />
          </Group>
        ))}
      </div>
    </Sheet>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-medium text-12 text-muted-foreground">{title}</h3>
      {children}
    </section>
  );
}

const DEBOUNCE_MS = 150;

/** How many customers the draft would show; null until it is known. */
function useResultCount(draft: PoolAddress, open: boolean): Count | null {
  const search = searchOf(draft).toString();
  const [known, setKnown] = useState<{ search: string; count: Count } | null>(null);
  useEffect(() => {
    if (!open) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/api/pool/count?${search}`, { signal: abort.signal })
        .then(async (answer) => {
          if (answer.ok) setKnown({ search, count: (await answer.json()) as Count });
        })
        // Without the number the button still shows the list.
        .catch(() => {});
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [search, open]);
  return known?.search === search ? known.count : null;
}
