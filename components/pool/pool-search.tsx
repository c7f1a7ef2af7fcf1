"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";

const DEBOUNCE_MS = 250;

type PoolSearchProps = {
  query: string | undefined;
  onQuery: (query: string | undefined) => void;
  box?: RefObject<HTMLInputElement | null>;
  autoFocus?: boolean;
  className?: string;
  /** Where it looks, when not in the pool. */
  label?: string;
};

/** Narrows the list by name a quarter of a second after the last letter, never while an input method is composing. */
export function PoolSearch(props: PoolSearchProps) {
  const { query = "", onQuery, box, autoFocus = false, className, label } = props;
  const t = useTranslations("pool.search");
  const common = useTranslations("common");
  const [text, setText] = useState(query);
  const [composing, setComposing] = useState(false);
  const [given, setGiven] = useState(query);
  if (given !== query) {
    setGiven(query);
    setText(query);
  }
  const say = useEffectEvent((word: string) => onQuery(word === "" ? undefined : word));
  useEffect(() => {
    const word = text.trim();
    if (composing || word === given) return;
    const timer = setTimeout(() => say(word), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text, composing, given]);
  return (
    <search className={cn("relative block", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-4 text-faint-foreground"
      />
      <Input
        ref={box}
        inputSize="sm"
        type="text"
        role="searchbox"
        enterKeyHint="search"
        autoComplete="off"
        autoFocus={autoFocus}
        aria-label={label ?? t("label")}
        placeholder={t("placeholder")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
          event.stopPropagation();
          setText("");
          event.currentTarget.blur();
        }}
        className="ps-8 pe-8 max-md:ps-9"
      />
      {text ? (
        <button
          type="button"
          aria-label={common("clear")}
          onClick={() => setText("")}
          className="hit absolute inset-y-0 end-1.5 my-auto grid size-6 place-items-center rounded-md text-faint-foreground hover:text-foreground"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </search>
  );
}
