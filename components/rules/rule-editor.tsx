"use client";

import { ArrowDown, ArrowUp, Copy, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Input } from "@/components/ui/input";
import { CLOCK_STARTS, isForLeavers, type ReturnRule, STARTS_WITH_FACT } from "@/lib/policies/return-rule";
import { ConditionEditor } from "./condition-editor";
import { EditorHead, IconButton } from "./editor-head";
import { useRuleNames } from "./names";
import { NumberPart } from "./number-part";
import { ReminderSteps } from "./reminder-steps";
import { Row } from "./row";
import { RuleSentenceLinks } from "./rule-sentence";
import { PartSelect, part, Segments } from "./segment";
import { SpanParts } from "./span-parts";
import { useProblemText } from "./use-problem-text";
import { type Facet, useRuleFacets } from "./use-rule-facets";
import { useRuleWords } from "./use-rule-words";
import type { RuleProblem } from "./validate";

type RuleEditorProps = {
  rule: ReturnRule;
  /** The rule in force, and its version; null when it is new. */
  was: ReturnRule | null;
  version: number;
  position: number;
  count: number;
  poolId: string;
  poolName: string;
  problems: readonly RuleProblem[];
  onChange: (rule: ReturnRule) => void;
  onMove: (step: 1 | -1) => void;
  onDuplicate: () => void;
  onRemove: () => void;
  /** On the phone: back to the list. */
  onBack: () => void;
};

/** One rule as a sentence, and below it everything that the sentence says, to be written. */
export function RuleEditor(props: RuleEditorProps) {
  const { rule, was, version, poolName, problems, onChange } = props;
  const t = useTranslations("rules.builder");
  const facets = useRuleFacets(poolName);
  const before = was && facets(was);
  const now = facets(rule);
  const differs = (facet: Facet) =>
    before && before[facet] !== now[facet] ? t("was", { version, value: before[facet] }) : null;
  return (
    <section aria-label={t("position", { position: props.position })}>
      <RuleHead {...props} />
      <RuleSentenceLinks {...{ rule, was, poolName }} className="mt-2 mb-4" />
      <ConditionEditor
        key={`when-${rule.id}`}
        part="when"
        value={rule.when}
        was={differs("when")}
        problems={problems}
        onChange={(when) => onChange({ ...rule, when })}
      />
      <ClockRow {...props} differs={differs("clock")} />
      <ConditionEditor
        key={`except-${rule.id}`}
        part="except"
        value={rule.except}
        was={differs("except")}
        problems={problems}
        onChange={(except) => onChange({ ...rule, except })}
      />
      <Row title={t("remind")} was={differs("reminders")}>
        <ReminderSteps
          reminders={rule.reminders}
          onChange={(reminders) => onChange({ ...rule, reminders })}
        />
      </Row>
      <TargetRow {...props} differs={differs("target")} />
      <CoolRow {...props} differs={differs("cool")} />
      <ReasonRow {...props} differs={differs("reason")} />
    </section>
  );
}

function RuleHead(props: RuleEditorProps) {
  const { rule, position, count, onChange, onMove, onDuplicate, onRemove, onBack } = props;
  const t = useTranslations("rules.builder");
  const words = useRuleWords();
  const brief = { id: rule.id, name: "", ...rule.clock };
  const own = words.short({ ...brief, name: rule.name });
  const first = position === 1;
  const last = position === count;
  return (
    <EditorHead
      {...{ name: rule.name, unnamed: words.long(brief), position, onBack }}
      onName={(name) => onChange({ ...rule, name })}
    >
      <IconButton label={t("up", { rule: own })} hidden={first} onClick={() => onMove(-1)}>
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton label={t("down", { rule: own })} hidden={last} onClick={() => onMove(1)}>
        <ArrowDown aria-hidden />
      </IconButton>
      <IconButton label={t("duplicate")} onClick={onDuplicate}>
        <Copy aria-hidden />
      </IconButton>
      <IconButton label={t("remove")} onClick={onRemove}>
        <Trash2 aria-hidden />
      </IconButton>
    </EditorHead>
  );
}

type RowProps = RuleEditorProps & { differs: string | null };

function Problem({ problem }: { problem: RuleProblem | undefined }) {
  const say = useProblemText();
  return problem ? (
    <span role="alert" className="text-12 text-danger-text">
      {say(problem)}
    </span>
  ) : null;
}

function ClockRow({ rule, problems, differs, onChange }: RowProps) {
  const t = useTranslations("rules.builder");
  const starts = useTranslations("rules.since");
  const { since, span } = rule.clock;
  const problem = problems.find(({ at }) => at === "clock");
  const change = (clock: ReturnRule["clock"]) => onChange({ ...rule, clock });
  return (
    <Row id="clock" title={t("clock")} was={differs}>
      <Segments wrong={problem !== undefined}>
        <span className={`${part} flex items-center text-muted-foreground`}>{t("from")}</span>
        <PartSelect
          label={t("sinceLabel")}
          value={since}
          options={CLOCK_STARTS.map((value) => ({ value, label: starts(value) }))}
          onChange={(next) => change({ span, since: next })}
        />
        {isForLeavers(rule) ? null : (
          <SpanParts
            span={span}
            wrong={problem !== undefined}
            changed={differs !== null}
            onChange={(next) => change({ since, span: next })}
          />
        )}
      </Segments>
      <Problem problem={problem} />
      {isForLeavers(rule) ? (
        <p className="text-12 text-muted-foreground">{t("leavers")}</p>
      ) : span.amount === 0 || STARTS_WITH_FACT.includes(since) ? (
        <p className="text-12 text-muted-foreground">{t(span.amount === 0 ? "zero" : "factOnly")}</p>
      ) : null}
    </Row>
  );
}

const OWN = "own";

function TargetRow({ rule, poolId, poolName, differs, onChange }: RowProps) {
  const t = useTranslations("rules.builder");
  const sentence = useTranslations("rules.sentence");
  const { pools } = useRuleNames();
  const others = pools.filter(({ id }) => id !== poolId);
  const gone = rule.targetPoolId !== null && !others.some(({ id }) => id === rule.targetPoolId);
  const options = [
    { value: OWN, label: t("ownPool", { pool: poolName }) },
    ...others.map(({ id, name }) => ({ value: id, label: name })),
    ...(gone ? [{ value: String(rule.targetPoolId), label: sentence("otherPool") }] : []),
  ];
  return (
    <Row id="target" title={t("target")} was={differs}>
      <Segments>
        <PartSelect
          label={t("target")}
          value={rule.targetPoolId ?? OWN}
          options={options}
          onChange={(value) => onChange({ ...rule, targetPoolId: value === OWN ? null : value })}
        />
      </Segments>
    </Row>
  );
}

const COOLS = ["usual", "coolOwn"] as const;

function CoolRow({ rule, problems, differs, onChange }: RowProps) {
  const t = useTranslations("rules.builder");
  const problem = problems.find(({ at }) => at === "cool");
  const { coolDownDays } = rule;
  return (
    <Row id="cool" title={t("cool")} was={differs}>
      <Segments wrong={problem !== undefined}>
        <PartSelect
          label={t("cool")}
          value={coolDownDays === null ? "usual" : "coolOwn"}
          options={COOLS.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => onChange({ ...rule, coolDownDays: value === "usual" ? null : 30 })}
        />
        {coolDownDays === null ? null : (
          <>
            <NumberPart
              label={t("cool")}
              value={coolDownDays}
              wrong={problem !== undefined}
              changed={differs !== null}
              onChange={(days) => onChange({ ...rule, coolDownDays: days })}
            />
            <span className={`${part} flex items-center text-muted-foreground`}>{t("days")}</span>
          </>
        )}
      </Segments>
      <Problem problem={problem} />
    </Row>
  );
}

function ReasonRow({ rule, differs, onChange }: RowProps) {
  const t = useTranslations("rules.builder");
  const { reason: _, ...rest } = rule;
  return (
    <Row id="reason" title={t("reason")} was={differs}>
      <Input
        inputSize="sm"
        aria-label={t("reason")}
        placeholder={t("reasonHint")}
        maxLength={200}
        value={rule.reason ?? ""}
        onChange={({ target: { value } }) => onChange(value ? { ...rest, reason: value } : rest)}
      />
    </Row>
  );
}
