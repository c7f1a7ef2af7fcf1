"use client";

import type { Unknown } from "@/lib/simulation/types";
import { useUnknownWords } from "./use-unknown-words";

/** What a curve or an observation can't know, small, beneath what it tells. */
export function UnknownNote(props: {
  title: string;
  unknown: readonly Unknown[];
  of: "replay" | "observation";
  className?: string;
}) {
  const say = useUnknownWords(props.of);
  if (props.unknown.length === 0) return null;
  return (
    <section aria-label={props.title} className={props.className}>
      <h3 className="font-medium text-12 text-muted-foreground">{props.title}</h3>
      <ul className="mt-1 flex list-disc flex-col gap-0.5 ps-4 text-12 text-muted-foreground marker:text-faint-foreground">
        {props.unknown.map((one) => (
          <li key={one.code} className="max-w-[90ch] text-pretty">
            {say(one)}
          </li>
        ))}
      </ul>
    </section>
  );
}
