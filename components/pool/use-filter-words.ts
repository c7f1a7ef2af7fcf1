"use client";

import { useTranslations } from "next-intl";
import { useAllFields } from "@/components/fields/fields-provider";
import { useFilterText } from "@/components/fields/use-filter-text";
import { useConditionText } from "@/components/views/use-condition-text";
import type { FilterKey, Filters } from "@/lib/pool-list/address";

export type FilterWords = { name: string; operator: string; value: string; short: string };

const SHOWN = 2;

/** A filter in force as its chip says it: 等级 · 是 · A、B; and in one breath for the phone. */
export function useFilterWords(): (key: FilterKey, filters: Filters) => FilterWords {
  const t = useTranslations("pool.filters");
  const of = useTranslations("fields.filter");
  const fields = useAllFields();
  const ownWords = useFilterText();
  const conditionText = useConditionText();
  const joined = (values: readonly string[]) =>
    values.length <= SHOWN
      ? values.join(t("and"))
      : t("moreValues", { first: values[0] ?? "", count: values.length });
  return (key, filters) => {
    const name = key === "fields" ? of("of") : t(key);
    const words = (operator: string, value: string, short = `${name} ${value}`): FilterWords => ({
      ...{ name, operator, value, short },
    });
    switch (key) {
      case "grade":
        return words(t("is"), joined(filters.grade));
      case "region":
      case "industry":
      case "source":
        return words(t("isIn"), joined(filters[key]), joined(filters[key]));
      case "entered": {
        const count = filters.entered ?? 0;
        return words(t("within"), t("days", { count }), t("enteredShort", { count }));
      }
      case "idle": {
        const count = filters.idle ?? 0;
        return words(t("over"), t("days", { count }), t("idleShort", { count }));
      }
      case "bounced": {
        const count = filters.bounced ?? 0;
        return words(t("atLeast"), t("times", { count }), t("bouncedShort", { count }));
      }
      case "tag":
        return words(t("has"), filters.tag ?? "", filters.tag ?? "");
      case "tried":
        return words(t("has"), t("byMe"), t("byMe"));
      case "import":
        return words(t("is"), t("thisImport"), t("thisImport"));
      case "fields": {
        const own = filters.fields.map((filter) => ownWords(filter, fields).short);
        return { name, operator: "", value: joined(own), short: joined(own) };
      }
      case "cond":
        return words("", conditionText(filters.cond), t("cond"));
      case "q":
        return words(t("contains"), filters.q ?? "");
    }
  };
}
