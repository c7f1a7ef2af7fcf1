"use client";

import { useTranslations } from "next-intl";
import { type Condition, isClause, partsOf } from "@/lib/conditions/schema";
import { AddNode } from "./add-node";
import { NodeEditor } from "./node-editor";
import { Row } from "./row";
import { PartSelect, Segments } from "./segment";
import { groupOf, type Joint, jointOf, type Part, replaced, settled, topGroup, withAdded } from "./tree";
import type { RuleProblem } from "./validate";

const JOINTS = ["all", "any"] as const;

/** Whom a rule takes, or leaves: a row for each thing that is asked, joined by and or or. */
export function ConditionEditor(props: {
  part: Part;
  value: Condition;
  /** What it was in the version in force, when it differs. */
  was: string | null;
  problems: readonly RuleProblem[];
  onChange: (value: Condition) => void;
}) {
  const { part, value, was, problems, onChange } = props;
  const t = useTranslations("rules.builder");
  const top = topGroup(value, part);
  const joint = jointOf(top);
  const nodes = partsOf(top);
  const store = (next: Condition | null) => {
    if (next === null || isClause(next) || "not" in next)
      onChange(settled(groupOf(joint, next ? [next] : []), part));
    else onChange(settled(next, part));
  };
  const joined = (next: Joint) => store(groupOf(next, nodes));
  const add = <AddNode onAdd={(node) => store(withAdded(top, [], node))} />;
  const tooMuch = problems.some(({ at, code }) => at === part && code === "too_much");
  return (
    <>
      {nodes.map((node, index) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the tree is what a node is
          key={index}
          {...(index === 0 ? { id: part } : {})}
          title={
            index === 0 ? (
              t(part)
            ) : index === 1 ? (
              <JointSelect joint={joint} onChange={joined} />
            ) : (
              t(joint === "all" ? "and" : "or")
            )
          }
        >
          <NodeEditor
            {...{ part, top, node, problems }}
            path={[index]}
            onChange={(path, next) => store(replaced(top, path, next))}
            onTop={store}
          />
        </Row>
      ))}
      <Row
        {...(nodes.length === 0 ? { id: part } : {})}
        title={nodes.length === 0 ? t(part) : null}
        ruled={nodes.length === 0}
        was={was}
      >
        <span className="flex flex-wrap items-center gap-2">
          {nodes.length === 0 ? (
            <span className="text-muted-foreground">{t(part === "when" ? "anyCustomer" : "nobody")}</span>
          ) : null}
          {add}
        </span>
        {tooMuch ? <TooMuch /> : null}
      </Row>
    </>
  );
}

function TooMuch() {
  const t = useTranslations("rules.problems");
  return (
    <span role="alert" className="text-12 text-danger-text">
      {t("too_much")}
    </span>
  );
}

/** 且 or 或 between the rows: said once, where the second begins. */
function JointSelect({ joint, onChange }: { joint: Joint; onChange: (joint: Joint) => void }) {
  const t = useTranslations("rules.builder");
  return (
    <Segments className="-my-1 max-md:my-0 max-md:w-auto">
      <PartSelect
        label={t("joinLabel")}
        value={joint}
        options={JOINTS.map((value) => ({ value, label: t(value === "all" ? "and" : "or") }))}
        onChange={onChange}
        className="max-md:min-h-9"
      />
    </Segments>
  );
}
