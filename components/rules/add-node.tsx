"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Condition } from "@/lib/conditions/schema";
import { newClause } from "./clause-shape";
import { FieldList } from "./field-picker";
import { focusNewClause } from "./focus-new-clause";
import { fieldsOf, useRuleNames } from "./names";
import { Surface } from "./surface";

const look =
  "hit inline-flex h-7 items-center gap-1 rounded-md border border-border border-dashed px-2 text-12 text-muted-foreground hover:text-foreground max-md:h-11 max-md:rounded-phone max-md:px-3 max-md:text-14";

/** Adds a clause over a field that is chosen first, alone or as the beginning of a group. */
export function AddNode({ groups = true, onAdd }: { groups?: boolean; onAdd: (node: Condition) => void }) {
  const t = useTranslations("rules.builder");
  const fields = fieldsOf(useRuleNames());
  const adding = (label: string, made: (clause: Condition) => Condition) => (
    <Surface
      title={label}
      className={look}
      shown={
        <>
          <Plus aria-hidden className="size-3 stroke-2" />
          {label}
        </>
      }
    >
      {(close) => (
        <FieldList
          onChoose={(field) => {
            const kind = fields[field]?.kind;
            close(kind && focusNewClause);
            if (kind) onAdd(made(newClause(field, kind)));
          }}
        />
      )}
    </Surface>
  );
  return (
    <>
      {adding(t("addClause"), (clause) => clause)}
      {groups ? adding(t("addGroup"), (clause) => ({ any: [clause] })) : null}
    </>
  );
}
