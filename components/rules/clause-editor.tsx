"use client";

import { Ellipsis, X } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { OPERATORS, type Operator } from "@/lib/conditions/fields";
import type { Clause } from "@/lib/conditions/schema";
import { newClause, withOperator } from "./clause-shape";
import { FieldPicker } from "./field-picker";
import { fieldsOf, useRuleNames } from "./names";
import { PartSelect, part, Segments } from "./segment";
import { useProblemText } from "./use-problem-text";
import type { RuleProblem } from "./validate";
import { ValuePart } from "./value-part";

type ClauseEditorProps = {
  /** Its place on the page. */
  at: string;
  clause: Clause;
  /** It stands under a denial that can't be said otherwise. */
  denied: boolean;
  problem: RuleProblem | undefined;
  onChange: (clause: Clause) => void;
  onNegate: () => void;
  onWrap: (() => void) | null;
  onRemove: () => void;
};

/** 字段 | 怎么比 | 值: one clause, and what is missing in it. */
export function ClauseEditor(props: ClauseEditorProps) {
  const { at, clause, denied, problem, onChange, onNegate, onWrap, onRemove } = props;
  const t = useTranslations("rules.builder");
  const ops = useTranslations("rules.ops");
  const say = useProblemText();
  const names = useRuleNames();
  const fields = fieldsOf(names);
  const kind = fields[clause.field]?.kind;
  const askable: readonly Operator[] = kind ? OPERATORS[kind] : [clause.op];
  const wrong = problem !== undefined;
  return (
    <span
      id={at}
      data-clause
      className="inline-flex max-w-full scroll-mt-24 flex-wrap items-center gap-x-2 gap-y-1 rounded-md target:bg-primary-subtle/60 max-md:w-full"
    >
      <Segments wrong={wrong}>
        {denied ? (
          <span className={`${part} flex items-center text-warning-text`}>{t("notGroup")}</span>
        ) : null}
        <FieldPicker
          field={clause.field}
          onChange={(field) => {
            const next = fields[field]?.kind;
            if (next && field !== clause.field) onChange(newClause(field, next));
          }}
        />
        {kind === "flag" ? null : (
          <PartSelect
            label={t("operatorLabel")}
            value={clause.op}
            options={askable.map((op) => ({ value: op, label: ops(op) }))}
            onChange={(op) => onChange(withOperator(clause, op))}
            className="text-muted-foreground"
          />
        )}
        <ValuePart clause={clause} field={fields[clause.field]} wrong={wrong} onChange={onChange} />
        <ClauseMenu {...{ onNegate, onWrap }} />
        <button
          type="button"
          data-tool
          aria-label={t("removeClause")}
          onClick={onRemove}
          className="grid w-7 shrink-0 place-items-center border-hairline border-s text-muted-foreground outline-none hover:bg-hover hover:text-foreground focus-visible:bg-hover max-md:min-h-11 max-md:w-11"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      </Segments>
      {problem ? (
        <span role="alert" className="text-12 text-danger-text">
          {say(problem)}
        </span>
      ) : null}
    </span>
  );
}

function ClauseMenu({ onNegate, onWrap }: Pick<ClauseEditorProps, "onNegate" | "onWrap">) {
  const t = useTranslations("rules.builder");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <button
          type="button"
          data-tool
          aria-label={t("clauseMenu")}
          className="grid w-7 shrink-0 place-items-center border-hairline border-s text-muted-foreground outline-none hover:bg-hover hover:text-foreground focus-visible:bg-hover max-md:min-h-11 max-md:w-11"
        >
          <Ellipsis aria-hidden className="size-3.5" />
        </button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={onNegate}>{t("negate")}</DropdownMenuItem>
        {onWrap ? <DropdownMenuItem onSelect={onWrap}>{t("wrap")}</DropdownMenuItem> : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
