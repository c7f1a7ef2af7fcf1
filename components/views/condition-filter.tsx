"use client";

import { Braces } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ConditionEditor } from "@/components/rules/condition-editor";
import { fieldsOf, RuleNamesProvider, useRuleNames } from "@/components/rules/names";
import { problemsOfCondition } from "@/components/rules/validate";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { writeCondition } from "@/lib/conditions/address";
import type { Condition } from "@/lib/conditions/schema";
import type { Count } from "@/lib/customers/types";

const EVERYBODY: Condition = { all: [] };
const DEBOUNCE_MS = 200;

type ConditionFilterProps = {
  condition: Condition | undefined;
  /** Values in use, by the name of the field. */
  suggestions: Readonly<Record<string, readonly string[]>>;
  /** Where the list under another condition is counted. */
  countHref: (condition: string | undefined) => string;
  countText: (count: Count) => string;
  onChange: (condition: Condition | undefined) => void;
  /** The words of the button; a sign of its own without them. */
  compact?: boolean;
};

/** The advanced filter: the builder of the rules, with how many customers meet it on its button. */
export function ConditionFilter(props: ConditionFilterProps) {
  const { condition, suggestions, onChange, compact = false } = props;
  const t = useTranslations("views");
  const names = useRuleNames();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="ghost"
        size="xs"
        icon={compact}
        aria-haspopup="dialog"
        aria-pressed={condition !== undefined}
        {...(compact ? { "aria-label": t("conditions") } : { lead: <Braces aria-hidden /> })}
        onClick={() => setOpen(true)}
        className="shrink-0 aria-pressed:text-primary-text"
      >
        {compact ? <Braces aria-hidden /> : t("conditions")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? (
          <RuleNamesProvider names={{ ...names, suggestions: { ...names.suggestions, ...suggestions } }}>
            <Editor
              {...props}
              onChange={(next) => {
                setOpen(false);
                onChange(next);
              }}
            />
          </RuleNamesProvider>
        ) : null}
      </Dialog>
    </>
  );
}

function Editor({ condition, countHref, countText, onChange }: ConditionFilterProps) {
  const t = useTranslations("views");
  const fields = fieldsOf(useRuleNames());
  const [draft, setDraft] = useState<Condition>(condition ?? EVERYBODY);
  const [tried, setTried] = useState(false);
  const problems = problemsOfCondition(draft, fields);
  const count = useCount(problems.length === 0 ? countHref(writeCondition(draft)) : null);
  const apply = () => {
    setTried(true);
    if (problems.length === 0) onChange(writeCondition(draft) ? draft : undefined);
  };
  return (
    <DialogContent
      width="lg"
      title={t("conditions")}
      description={t("conditionsText")}
      footer={
        <>
          <Button onClick={() => setDraft(EVERYBODY)}>{t("clear")}</Button>
          <Button variant="primary" onClick={apply}>
            {count ? t("apply", { count: countText(count) }) : t("applyPlain")}
          </Button>
        </>
      }
    >
      <div className="min-h-32">
        <ConditionEditor
          part="when"
          value={draft}
          was={null}
          problems={tried ? problems : []}
          onChange={setDraft}
        />
      </div>
    </DialogContent>
  );
}

/** How many the draft leaves; null until it is known, and while it can't be asked. */
function useCount(href: string | null): Count | null {
  const [known, setKnown] = useState<{ href: string; count: Count } | null>(null);
  useEffect(() => {
    if (href === null) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      fetch(href, { signal: abort.signal })
        .then(async (answer) => {
          if (answer.ok) setKnown({ href, count: (await answer.json()) as Count });
        })
        // Without the number the button still shows the list.
        .catch(() => {});
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [href]);
  return known?.href === href ? known.count : null;
}
