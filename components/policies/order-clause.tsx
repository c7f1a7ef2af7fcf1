"use client";

import { useTranslations } from "next-intl";
import { PartSelect, part, Segments } from "@/components/rules/segment";
import { WORTHS, type Worth } from "@/lib/policies/schema";

const NONE = "none";

/** By what customers are ordered, one after the other: each place is chosen, the last can be taken away again. */
export function OrderClause({
  value,
  onChange,
}: {
  value: readonly Worth[];
  onChange: (value: Worth[]) => void;
}) {
  const t = useTranslations("policy.worth");
  const free = WORTHS.filter((worth) => !value.includes(worth));
  const option = (worth: Worth) => ({ value: worth, label: t(worth) });
  const chosen = (place: number, next: Worth | typeof NONE) => {
    if (next === NONE) return onChange(value.filter((_, index) => index !== place));
    onChange(
      place === value.length ? [...value, next] : value.map((one, index) => (index === place ? next : one)),
    );
  };
  return (
    <Segments className="flex-wrap">
      {value.map((worth, place) => (
        <span
          key={worth}
          className="flex items-stretch border-hairline border-s first:border-s-0 max-md:w-full"
        >
          <span className={`${part} flex items-center text-muted-foreground max-md:flex-none`}>
            {t(place === 0 ? "first" : "then")}
          </span>
          <PartSelect<Worth | typeof NONE>
            label={t("label", { place: place + 1 })}
            value={worth}
            options={[
              ...[worth, ...free].map(option),
              ...(value.length > 1 ? [{ value: NONE, label: t("none") } as const] : []),
            ]}
            onChange={(next) => chosen(place, next)}
          />
        </span>
      ))}
      {free.length > 0 ? (
        <PartSelect<Worth | typeof NONE>
          label={t("label", { place: value.length + 1 })}
          value={NONE}
          options={[{ value: NONE, label: t("add") }, ...free.map(option)]}
          onChange={(next) => (next === NONE ? undefined : chosen(value.length, next))}
          className="text-muted-foreground"
        />
      ) : null}
    </Segments>
  );
}
