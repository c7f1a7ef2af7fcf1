"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { INVALID_REASONS } from "@/db/enums";
import type { PoolRule, PoolRuleEnd } from "@/lib/policies/pool-rule";
import { poolRuleBrief } from "@/lib/policies/rule-brief";
import { ConditionEditor } from "./condition-editor";
import { EditorHead, IconButton } from "./editor-head";
import { useRuleNames } from "./names";
import { Row } from "./row";
import { PartSelect, part, Segments } from "./segment";
import { SpanParts } from "./span-parts";
import { usePoolRuleSentence } from "./use-pool-rule-sentence";
import { useProblemText } from "./use-problem-text";
import { useRuleWords } from "./use-rule-words";
import type { RuleProblem } from "./validate";

type EditorProps = {
  rule: PoolRule;
  /** The rule in force, and its version; null when it is new. */
  was: PoolRule | null;
  version: number;
  poolId: string;
  problems: readonly RuleProblem[];
  onChange: (rule: PoolRule) => void;
  onRemove: () => void;
  /** On the phone: back to the list. */
  onBack: () => void;
};

/** A rule for what lies in the pool as a sentence, and below it everything that the sentence says, to be written. */
export function PoolRuleEditor(props: EditorProps) {
  const { rule, was, version, problems, onChange } = props;
  const t = useTranslations("rules.pool");
  const builder = useTranslations("rules.builder");
  const say = useProblemText();
  const { text, facets } = usePoolRuleSentence();
  const before = was && facets(was);
  const now = facets(rule);
  const differs = (facet: keyof typeof now) =>
    before && before[facet] !== now[facet] ? builder("was", { version, value: before[facet] }) : null;
  const stay = problems.find(({ at }) => at === "clock");
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
      <Row id="clock" title={t("stay")} was={differs("stay")}>
        <Segments wrong={stay !== undefined}>
          <span className={`${part} flex items-center text-muted-foreground`}>{t("stayLabel")}</span>
          <SpanParts
            span={rule.stay}
            wrong={stay !== undefined}
            changed={differs("stay") !== null}
            onChange={(next) => onChange({ ...rule, stay: next })}
          />
        </Segments>
        {stay ? (
          <span role="alert" className="text-12 text-danger-text">
            {say(stay)}
          </span>
        ) : null}
      </Row>
      {condition("except")}
      <EndRow {...props} differs={differs("end")} />
      <p className="mt-3 text-12 text-muted-foreground">
        {t("settle")} {rule.end.kind === "invalidate" ? t("undo") : ""}
      </p>
    </section>
  );
}

function Head({ rule, onChange, onRemove, onBack }: EditorProps) {
  const t = useTranslations("rules.builder");
  const words = useRuleWords();
  return (
    <EditorHead
      name={rule.name}
      unnamed={words.long(poolRuleBrief({ ...rule, name: "" }))}
      onName={(name) => onChange({ ...rule, name })}
      onBack={onBack}
    >
      <IconButton label={t("remove")} onClick={onRemove}>
        <Trash2 aria-hidden />
      </IconButton>
    </EditorHead>
  );
}

/** Each end as one choice: marked invalid for a reason, or moved to one of the other pools. */
function EndRow({ rule, poolId, differs, onChange }: EditorProps & { differs: string | null }) {
  const t = useTranslations("rules.pool");
  const sentence = useTranslations("rules.sentence");
  const reasons = useTranslations("enums.invalidReason");
  const { pools } = useRuleNames();
  const { end } = rule;
  const ends: { value: string; label: string; end: PoolRuleEnd }[] = [
    ...INVALID_REASONS.map((reason) => ({
      ...{ value: `invalidate ${reason}`, label: t("invalidate", { reason: reasons(reason) }) },
      end: { kind: "invalidate", reason } as const,
    })),
    ...pools
      .filter(({ id }) => id !== poolId)
      .map(({ id, name }) => ({
        ...{ value: `move ${id}`, label: t("move", { pool: name }) },
        end: { kind: "move", poolId: id } as const,
      })),
  ];
  const value = end.kind === "invalidate" ? `invalidate ${end.reason}` : `move ${end.poolId}`;
  const gone = ends.some((one) => one.value === value)
    ? []
    : [{ value, label: t("move", { pool: sentence("otherPool") }), end }];
  return (
    <Row id="end" title={t("end")} was={differs}>
      <Segments>
        <PartSelect
          label={t("endLabel")}
          value={value}
          options={[...ends, ...gone]}
          onChange={(chosen) => {
            const next = ends.find((one) => one.value === chosen);
            if (next) onChange({ ...rule, end: next.end });
          }}
          className="max-w-80"
        />
      </Segments>
    </Row>
  );
}
