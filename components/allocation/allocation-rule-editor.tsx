"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ConditionEditor } from "@/components/rules/condition-editor";
import { EditorHead, IconButton } from "@/components/rules/editor-head";
import { useRuleNames } from "@/components/rules/names";
import { NumberPart } from "@/components/rules/number-part";
import { Row } from "@/components/rules/row";
import { PartSelect, part, Segments } from "@/components/rules/segment";
import { Surface } from "@/components/rules/surface";
import { useProblemText } from "@/components/rules/use-problem-text";
import type { RuleProblem } from "@/components/rules/validate";
import { ChoiceValues } from "@/components/rules/value-list";
import { cn } from "@/components/ui/cn";
import { Switch } from "@/components/ui/switch";
import {
  ALLOCATION_METHODS,
  type AllocationRule,
  type AllocationTo,
  allocationBrief,
} from "@/lib/policies/allocation-rule";
import { useAllocationSentence } from "./use-allocation-sentence";
import { useAllocationWords } from "./use-allocation-words";

type EditorProps = {
  rule: AllocationRule;
  /** The rule in force, and its version; null when it is new. */
  was: AllocationRule | null;
  version: number;
  position: number;
  count: number;
  problems: readonly RuleProblem[];
  onChange: (rule: AllocationRule) => void;
  onMove: (step: 1 | -1) => void;
  onRemove: () => void;
  /** On the phone: back to the list. */
  onBack: () => void;
};
type Facet = "when" | "except" | "to" | "method" | "perDay";
type RowProps = EditorProps & { differs: (facet: Facet) => string | null };

/** A rule of allocation as a sentence, and below it everything that the sentence says, to be written. */
export function AllocationRuleEditor(props: EditorProps) {
  const { rule, was, version, problems, onChange } = props;
  const t = useTranslations("allocation");
  const builder = useTranslations("rules.builder");
  const { text, facets } = useAllocationSentence();
  const before = was && facets(was);
  const now = facets(rule);
  const differs = (facet: Facet) =>
    before && before[facet] !== now[facet] ? builder("was", { version, value: before[facet] }) : null;
  const condition = (of: "when" | "except") => (
    <ConditionEditor
      key={`${of}-${rule.id}`}
      part={of}
      value={rule[of]}
      was={differs(of)}
      problems={problems}
      onChange={(next) => onChange({ ...rule, [of]: next })}
    />
  );
  return (
    <section aria-label={t("list")}>
      <Head {...props} />
      <p className="mt-2 mb-4 text-pretty text-20 leading-9 max-md:text-16 max-md:leading-8">{text(rule)}</p>
      {condition("when")}
      <ToRow {...props} differs={differs} />
      <MethodRow {...props} differs={differs} />
      {condition("except")}
      <p className="mt-3 text-12 text-muted-foreground">{t("skips")}</p>
    </section>
  );
}

function Head({ rule, position, count, onChange, onMove, onRemove, onBack }: EditorProps) {
  const t = useTranslations("rules.builder");
  const words = useAllocationWords();
  const brief = allocationBrief(rule);
  const own = words(brief);
  return (
    <EditorHead
      {...{ name: rule.name, unnamed: words({ ...brief, name: "" }), onBack }}
      {...(count > 1 ? { position } : {})}
      onName={(name) => onChange({ ...rule, name })}
    >
      <IconButton label={t("up", { rule: own })} hidden={position === 1} onClick={() => onMove(-1)}>
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton label={t("down", { rule: own })} hidden={position === count} onClick={() => onMove(1)}>
        <ArrowDown aria-hidden />
      </IconButton>
      <IconButton label={t("remove")} onClick={onRemove}>
        <Trash2 aria-hidden />
      </IconButton>
    </EditorHead>
  );
}

const TO: Record<AllocationTo["kind"], AllocationTo> = {
  everybody: { kind: "everybody" },
  teams: { kind: "teams", teamIds: [] },
  people: { kind: "people", userIds: [] },
};

function ToRow({ rule, problems, differs, onChange }: RowProps) {
  const t = useTranslations("allocation");
  const { teams, people } = useRuleNames();
  const say = useProblemText();
  const wrong = problems.find(({ at }) => at === "to");
  const { to } = rule;
  const change = (next: AllocationTo) => onChange({ ...rule, to: next });
  return (
    <Row id="to" title={t("to")} was={differs("to")}>
      <Segments wrong={wrong !== undefined}>
        <PartSelect
          label={t("toLabel")}
          value={to.kind}
          options={(["everybody", "teams", "people"] as const).map((value) => ({
            ...{ value, label: t(`kinds.${value}`) },
          }))}
          onChange={(kind) => change(kind === to.kind ? to : TO[kind])}
        />
        {to.kind === "teams" ? (
          <NamesPart
            {...{ title: t("chooseTeams"), values: to.teamIds, all: teams, other: t("otherTeam") }}
            onChange={(teamIds) => change({ kind: "teams", teamIds })}
          />
        ) : null}
        {to.kind === "people" ? (
          <NamesPart
            {...{ title: t("choosePeople"), values: to.userIds, all: people, other: t("otherPerson") }}
            onChange={(userIds) => change({ kind: "people", userIds })}
          />
        ) : null}
      </Segments>
      {wrong ? (
        <span role="alert" className="text-12 text-danger-text">
          {say(wrong)}
        </span>
      ) : null}
      {to.kind === "people" ? null : <p className="text-12 text-muted-foreground">{t("leads")}</p>}
    </Row>
  );
}

/** Some of those that have a name; whoever is no longer among them stands there to be taken out. */
function NamesPart(props: {
  title: string;
  values: readonly string[];
  all: readonly { id: string; name: string }[];
  other: string;
  onChange: (values: string[]) => void;
}) {
  const { title, values, all, other, onChange } = props;
  const comma = useTranslations("rules.clause")("comma");
  const gone = values.filter((id) => !all.some((one) => one.id === id));
  const options = [...all, ...gone.map((id) => ({ id, name: other }))];
  const shown = options.flatMap(({ id, name }) => (values.includes(id) ? [name] : [])).join(comma);
  return (
    <Surface
      title={title}
      shown={<span className={cn("truncate", !shown && "text-faint-foreground")}>{shown || title}</span>}
      className={cn(part, "max-w-72")}
    >
      {() => (
        <ChoiceValues
          {...{ label: title, values, onChange }}
          options={options.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </Surface>
  );
}

const USUAL_PER_DAY = 5;

function MethodRow({ rule, problems, differs, onChange }: RowProps) {
  const t = useTranslations("allocation");
  const say = useProblemText();
  const wrong = problems.find(({ at }) => at === "perDay");
  return (
    <>
      <Row id="method" title={t("method")} was={differs("method")}>
        <Segments>
          <PartSelect
            label={t("methodLabel")}
            value={rule.method}
            options={ALLOCATION_METHODS.map((value) => ({ value, label: t(`methods.${value}`) }))}
            onChange={(method) => onChange({ ...rule, method })}
            className="max-w-80"
          />
        </Segments>
      </Row>
      <Row id="perDay" title={t("perDay")} was={differs("perDay")}>
        <div className="flex min-h-7 items-center gap-3">
          <Switch
            aria-label={t("perDayLabel")}
            checked={rule.perDay !== null}
            onCheckedChange={(on) => onChange({ ...rule, perDay: on ? USUAL_PER_DAY : null })}
          />
          {rule.perDay === null ? (
            <span className="text-muted-foreground">{t("perDayOff")}</span>
          ) : (
            <Segments wrong={wrong !== undefined}>
              <span className={`${part} flex items-center text-muted-foreground`}>{t("perDayLabel")}</span>
              <NumberPart
                label={t("perDayLabel")}
                value={rule.perDay}
                wrong={wrong !== undefined}
                changed={differs("perDay") !== null}
                onChange={(perDay) => onChange({ ...rule, perDay })}
              />
            </Segments>
          )}
        </div>
        {wrong ? (
          <span role="alert" className="text-12 text-danger-text">
            {say(wrong)}
          </span>
        ) : null}
      </Row>
    </>
  );
}
