"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useFieldName } from "@/components/customer/use-field-name";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { FieldFacts } from "@/lib/custom-fields/types";
import { valueFrom } from "@/lib/duplicates/merge-rules";
import type { PairDetail } from "@/lib/duplicates/types";
import { type CompareRow, compareSides, type Pick, pickOf } from "./field-choices";
import type { Desk } from "./use-desk";

/** A value of a field in words; null for nothing. */
export function useShown(sides: PairDetail["sides"]) {
  const name = useFieldName();
  return (field: string, value: unknown): string | null => {
    if (value === null || value === undefined || value === "") return null;
    const of: FieldFacts | undefined = sides
      .flatMap(({ custom }) => custom)
      .find(({ key }) => `custom.${key}` === field);
    const raw =
      Array.isArray(value) && !of
        ? value.join(", ")
        : typeof value === "string"
          ? value
          : JSON.stringify(value);
    return raw === "" ? null : name.value(field, raw, of ?? null);
  };
}

export const mergedValue = ({ field, values }: CompareRow, pick: Pick): unknown =>
  pick === "both" ? valueFrom<unknown>(field, "both", values[0], values[1]) : values[pick];

type TableProps = { pair: PairDetail; open: Desk["open"] };

/** The fields side by side, what differs first, and at the right what the merge makes of them. */
export function CompareTable({ pair, open }: TableProps) {
  const t = useTranslations("duplicates");
  const [showSame, setShowSame] = useState(false);
  const rows = compareSides(pair.sides);
  const differing = rows.filter(({ same }) => !same);
  const same = rows.filter((row) => row.same);
  return (
    <div>
      {differing.length === 0 ? (
        <p className="px-5 py-3 text-muted-foreground max-md:px-4">{t("allSame")}</p>
      ) : null}
      {differing.map((row) => (
        <Line key={row.field} {...{ row, pair, open }} />
      ))}
      <ContactsLine pair={pair} />
      {same.length > 0 ? (
        <div className="flex items-center gap-2 border-hairline border-b px-5 py-2 text-12 text-faint-foreground max-md:px-4">
          {t("same", { count: same.length })}
          <Button variant="text" size="xs" onClick={() => setShowSame(!showSame)}>
            {t(showSame ? "hideSame" : "showSame")}
          </Button>
        </div>
      ) : null}
      {showSame ? same.map((row) => <Line key={row.field} {...{ row, pair, open }} />) : null}
    </div>
  );
}

const GRID = "md:grid md:grid-cols-[104px_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)]";

function Line({ row, pair, open }: TableProps & { row: CompareRow }) {
  const t = useTranslations("duplicates");
  const name = useFieldName();
  const shown = useShown(pair.sides);
  const labelId = useId();
  const pick = pickOf(row, open.picks, open.keep);
  const result = shown(row.field, mergedValue(row, pick));
  return (
    <fieldset
      aria-labelledby={labelId}
      className={cn(
        "min-w-0",
        GRID,
        "border-hairline border-b max-md:px-4 max-md:py-3",
        row.same ? "text-muted-foreground" : "",
      )}
    >
      <div
        id={labelId}
        className="px-5 py-2 text-12 text-faint-foreground max-md:px-0 max-md:pt-0 max-md:pb-1.5"
      >
        {name(row.field)}
      </div>
      <div className="contents max-md:grid max-md:grid-cols-2 max-md:gap-2">
        {([0, 1] as const).map((at) => (
          <Cell
            key={at}
            text={shown(row.field, row.values[at])}
            picked={pick === at || pick === "both"}
            same={row.same}
            onPick={() => open.pick(row.field, at)}
          />
        ))}
      </div>
      <div className="min-w-0 border-hairline px-3 py-2 md:border-s max-md:mt-1.5 max-md:px-0 max-md:py-0">
        {row.same ? null : (
          <span className="line-clamp-3 break-words max-md:text-12 max-md:text-muted-foreground">
            <span className="md:hidden">{t("result")}: </span>
            {result ?? <span className="text-faint-foreground">{t("empty")}</span>}
          </span>
        )}
        {row.both && !row.same ? (
          <Button
            variant="text"
            size="xs"
            aria-pressed={pick === "both"}
            onClick={() => open.pick(row.field, pick === "both" ? open.keep : "both")}
            className={cn("mt-0.5 -ms-1", pick === "both" ? "bg-primary-subtle" : "")}
          >
            {t("both")}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}

function Cell(props: { text: string | null; picked: boolean; same: boolean; onPick: () => void }) {
  const { text, picked, same, onPick } = props;
  const t = useTranslations("duplicates");
  const value = text ?? t("empty");
  const words = (
    <span className={cn("line-clamp-3 break-words", text === null && "text-faint-foreground")}>{value}</span>
  );
  if (same) return <div className="min-w-0 px-3 py-2">{words}</div>;
  return (
    <button
      type="button"
      aria-pressed={picked}
      aria-label={t("use", { value })}
      onClick={onPick}
      className={cn(
        "relative flex min-w-0 items-start px-3 py-2 text-start outline-offset-[-2px] hover:bg-hover",
        "aria-pressed:bg-primary-subtle aria-pressed:before:absolute aria-pressed:before:inset-y-0 aria-pressed:before:start-0 aria-pressed:before:w-0.5 aria-pressed:before:bg-primary",
        "max-md:min-h-11 max-md:items-center max-md:rounded-phone max-md:border max-md:border-border max-md:aria-pressed:border-primary-line max-md:aria-pressed:before:hidden",
        picked ? "" : "text-muted-foreground",
      )}
    >
      {words}
    </button>
  );
}

/** People of both come together; who is the same on both sides stands once. */
function ContactsLine({ pair }: { pair: PairDetail }) {
  const t = useTranslations("duplicates");
  const [a, b] = pair.sides;
  const line = (contact: (typeof a.contacts)[number]) =>
    [contact.name, contact.phone, contact.email].filter(Boolean).join(" ");
  const together = new Set([...a.contacts, ...b.contacts].map(line)).size;
  if (together === 0) return null;
  return (
    <div className={cn(GRID, "border-hairline border-b max-md:px-4 max-md:py-3")}>
      <div className="px-5 py-2 text-12 text-faint-foreground max-md:px-0 max-md:py-0">{t("contacts")}</div>
      {[a, b].map((side) => (
        <ul key={side.id} className="min-w-0 px-3 py-2 text-muted-foreground max-md:px-0 max-md:py-1">
          {side.contacts.length === 0 ? (
            <li className="text-faint-foreground">{t("contactCount", { count: 0 })}</li>
          ) : null}
          {side.contacts.slice(0, 3).map((contact) => (
            <li key={contact.id} className="truncate">
              {line(contact)}
            </li>
          ))}
        </ul>
      ))}
      <div className="border-hairline px-3 py-2 md:border-s max-md:px-0 max-md:py-0 max-md:text-12">
        {t("contactsTogether", { count: together })}
      </div>
    </div>
  );
}
