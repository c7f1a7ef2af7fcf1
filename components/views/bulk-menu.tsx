"use client";

import { ChevronDown, ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { BulkVerb } from "@/db/enums";
import type { Count } from "@/lib/customers/types";
import type { BulkAsked } from "./bulk-dialog";
import type { Standing } from "./use-views";

type BulkMenuProps = {
  verbs: readonly BulkVerb[];
  standing: Standing;
  selected: readonly string[];
  /** How many the list holds under its filters. */
  count: Count;
  countText: (count: Count) => string;
  onAsk: (asked: BulkAsked) => void;
};

/** What can be done with the ticked, and with everything that the filters leave. */
export function BulkMenu({ verbs, standing, selected, count, countText, onAsk }: BulkMenuProps) {
  const t = useTranslations("views.selection");
  const chosen = { list: standing.list, search: Object.fromEntries(standing.search) };
  const whole = count.about || count.count > selected.length;
  if (verbs.length === 0) return null;
  return (
    <>
      <Verbs
        label={t("actions")}
        verbs={verbs}
        onVerb={(verb) => onAsk({ verb, chosen: { ...chosen, only: [...selected] }, count: selected.length })}
      />
      {whole ? (
        <Verbs
          label={t("all", { count: countText(count) })}
          verbs={verbs}
          onVerb={(verb) => onAsk({ verb, chosen, count: count.count })}
        />
      ) : null}
    </>
  );
}

function Verbs(props: { label: string; verbs: readonly BulkVerb[]; onVerb: (verb: BulkVerb) => void }) {
  const { label, verbs, onVerb } = props;
  const t = useTranslations("views.selection");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" lead={<ListChecks aria-hidden />} className="shrink-0 touch:h-11">
          {label}
          <ChevronDown aria-hidden className="size-3" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {verbs.map((verb) => (
          <DropdownMenuItem key={verb} onSelect={() => onVerb(verb)}>
            {t(verb)}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
