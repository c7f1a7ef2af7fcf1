"use client";

import { ExportButton } from "@/components/exports/export-button";
import type { Role } from "@/db/enums";
import type { Condition } from "@/lib/conditions/schema";
import type { Count } from "@/lib/customers/types";
import type { ColumnChoice } from "@/lib/views/columns";
import { type Choosable, ColumnChooser } from "./column-chooser";
import { ConditionFilter } from "./condition-filter";
import type { Standing, ViewsModel } from "./use-views";
import { ViewMenu } from "./view-menu";

export type ListToolsProps = {
  standing: Standing;
  model: ViewsModel;
  role: Role;
  mayExport: boolean;
  condition: Condition | undefined;
  suggestions: Readonly<Record<string, readonly string[]>>;
  countHref: (condition: string | undefined) => string;
  countText: (count: Count) => string;
  count: Count;
  columns: readonly Choosable[];
  /** Those that are shown, chosen or usual. */
  shown: readonly ColumnChoice[];
  isChosen: boolean;
  onCondition: (condition: Condition | undefined) => void;
  onColumns: (columns: ColumnChoice[] | undefined) => void;
};

/** Beside the chips of a list: conditions, columns, its view and the way out as a file. */
export function ListTools(props: ListToolsProps) {
  const { standing, model, role, mayExport, condition, suggestions, countHref, countText, count } = props;
  return (
    <span className="flex items-center gap-0.5">
      <ConditionFilter {...{ condition, suggestions, countHref, countText }} onChange={props.onCondition} />
      <span className="flex items-center gap-0.5 max-md:hidden">
        <ColumnChooser
          columns={props.columns}
          chosen={props.shown}
          isChosen={props.isChosen}
          onChange={props.onColumns}
        />
        {mayExport ? (
          <ExportButton
            list={standing.list}
            search={standing.search}
            count={countText(count)}
            empty={count.count === 0 && !count.about}
          />
        ) : null}
      </span>
      <ViewMenu model={model} role={role} />
    </span>
  );
}
