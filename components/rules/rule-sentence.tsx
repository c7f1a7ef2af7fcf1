"use client";

import { cn } from "@/components/ui/cn";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { useRuleSentence } from "./use-rule-sentence";

/** A rule as one sentence. */
export function RuleSentence({ rule, poolName }: { rule: ReturnRule; poolName: string }) {
  const { text } = useRuleSentence();
  return <>{text(rule, poolName)}</>;
}

/** The sentence of a rule that is being written: what it says leads to where it is edited, what is new is tinted. */
export function RuleSentenceLinks(props: {
  rule: ReturnRule;
  /** The rule in force; null when there is none. */
  was: ReturnRule | null;
  poolName: string;
  className?: string;
}) {
  const { rule, was, poolName, className } = props;
  const { pieces } = useRuleSentence();
  const before = new Set(was ? pieces(was, poolName).map(({ text }) => text) : []);
  return (
    <p className={cn("text-pretty text-20 leading-9 max-md:text-16 max-md:leading-8", className)}>
      {pieces(rule, poolName).map(({ text, at }, index) =>
        at === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the sentence is what a piece is
          <span key={index}>{text}</span>
        ) : (
          <a
            key={at}
            href={`#${at}`}
            className={cn(
              "mx-0.5 rounded-sm box-decoration-clone px-1.5 py-0.5 font-medium",
              before.has(text)
                ? "bg-primary-subtle text-primary-text"
                : "bg-warning-subtle text-warning-text",
            )}
          >
            {text.trim()}
          </a>
        ),
      )}
    </p>
  );
}
