"use client";

import { Ellipsis, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { type Condition, isClause, partsOf } from "@/lib/conditions/schema";
import { AddNode } from "./add-node";
import { ClauseEditor } from "./clause-editor";
import { PartSelect, Segments } from "./segment";
import {
  anchorOf,
  type Group,
  groupOf,
  isGroup,
  jointOf,
  negated,
  type Part,
  type Path,
  withAdded,
} from "./tree";
import type { RuleProblem } from "./validate";

type NodeEditorProps = {
  part: Part;
  top: Group;
  node: Condition;
  path: Path;
  problems: readonly RuleProblem[];
  /** The node is under a denial, which stands at this path. */
  deniedAt?: Path;
  onChange: (path: Path, next: Condition | null) => void;
  onTop: (top: Condition) => void;
};

/** Deeper than this a condition is no longer read. */
const MOST_DEPTH = 4;
const JOINTS = ["all", "any"] as const;

/** A node of a condition: a clause, a group of them, or the denial of either. */
export function NodeEditor(props: NodeEditorProps) {
  const { part, node, path, problems, deniedAt, onChange } = props;
  const here = deniedAt ?? path;
  if (isClause(node)) {
    const at = anchorOf(part, path);
    return (
      <ClauseEditor
        {...{ at, clause: node, denied: deniedAt !== undefined }}
        problem={problems.find((one) => one.at === at)}
        onChange={(clause) => onChange(path, clause)}
        onNegate={() => onChange(here, negated(deniedAt ? { not: node } : node))}
        onWrap={
          path.length < MOST_DEPTH ? () => onChange(here, { any: [deniedAt ? { not: node } : node] }) : null
        }
        onRemove={() => onChange(here, null)}
      />
    );
  }
  if (isGroup(node)) return <GroupEditor {...props} node={node} />;
  return <NodeEditor {...props} node={node.not} path={[...path, 0]} deniedAt={path} />;
}

function GroupEditor(props: NodeEditorProps & { node: Group }) {
  const { part, top, node, path, problems, deniedAt, onChange, onTop } = props;
  const t = useTranslations("rules.builder");
  const joint = jointOf(node);
  const parts = partsOf(node);
  const here = deniedAt ?? path;
  return (
    <div
      id={anchorOf(part, path)}
      className="flex min-w-0 max-w-full scroll-mt-24 flex-col items-start gap-1.5 border-primary-line border-s-2 ps-2.5 target:bg-primary-subtle/60 max-md:w-full"
    >
      <span className="flex flex-wrap items-center gap-1.5">
        {deniedAt ? <span className="text-warning-text">{t("notGroup")}</span> : null}
        <Segments className="max-md:w-auto">
          <PartSelect
            label={t("joinLabel")}
            value={joint}
            options={JOINTS.map((value) => ({ value, label: t(value) }))}
            onChange={(next) => onChange(path, groupOf(next, parts))}
            className="text-muted-foreground max-md:min-h-9"
          />
        </Segments>
        <GroupMenu
          onNegate={() => onChange(here, deniedAt ? node : { not: node })}
          onUnwrap={() => onChange(here, parts.length === 1 && parts[0] ? parts[0] : null)}
          canUnwrap={!deniedAt && parts.length === 1}
        />
        <Button
          variant="ghost"
          size="xs"
          icon
          aria-label={t("removeGroup")}
          onClick={() => onChange(here, null)}
        >
          <X aria-hidden />
        </Button>
      </span>
      {parts.map((inner, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the tree is what a node is
          key={index}
          className="flex max-w-full items-start gap-1.5 max-md:w-full max-md:flex-col"
        >
          {index > 0 ? (
            <span className="text-12 text-muted-foreground leading-7">
              {t(joint === "all" ? "and" : "or")}
            </span>
          ) : null}
          <NodeEditor {...{ part, top, problems, onChange, onTop }} node={inner} path={[...path, index]} />
        </span>
      ))}
      <span className="flex flex-wrap gap-1.5">
        <AddNode groups={path.length < MOST_DEPTH} onAdd={(added) => onTop(withAdded(top, path, added))} />
      </span>
    </div>
  );
}

function GroupMenu(props: { onNegate: () => void; onUnwrap: () => void; canUnwrap: boolean }) {
  const t = useTranslations("rules.builder");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="xs" icon aria-label={t("groupMenu")}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuItem onSelect={props.onNegate}>{t("negate")}</DropdownMenuItem>
        {props.canUnwrap ? (
          <DropdownMenuItem onSelect={props.onUnwrap}>{t("unwrap")}</DropdownMenuItem>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
