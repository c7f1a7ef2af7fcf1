"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { v4 as newKey } from "uuid";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/select";
import type { PoolRef } from "@/lib/customers/types";
import { type OwnField, useFieldNames } from "./use-field-names";

/** A route as it is being written: its values with commas between them. */
export type RouteDraft = { key: string; field: string; values: string; poolId: string };

export const draftOf = (
  route: { field: string; values: string[]; poolId: string },
  index: number,
): RouteDraft => ({
  ...{ key: `stored-${index}`, field: route.field, poolId: route.poolId },
  values: route.values.join("，"),
});

/** A route as it is stored. */
export const routeOf = ({ field, values, poolId }: RouteDraft) => ({
  ...{ field, poolId },
  values: values
    .split(/[,，、;；\n]+/)
    .map((value) => value.trim())
    .filter(Boolean),
});

type EditorProps = {
  routes: readonly RouteDraft[];
  pools: readonly PoolRef[];
  own: readonly OwnField[];
  onChange: (routes: RouteDraft[]) => void;
};

/** Which answers lead to which pool, from top to bottom. */
export function RoutesEditor({ routes, pools, own, onChange }: EditorProps) {
  const t = useTranslations("sources.form");
  const { options } = useFieldNames(own);
  const change = (key: string, part: Partial<RouteDraft>) =>
    onChange(routes.map((route) => (route.key === key ? { ...route, ...part } : route)));
  const add = () =>
    onChange([...routes, { key: newKey(), field: "region", values: "", poolId: pools[0]?.id ?? "" }]);
  return (
    <div className="flex flex-col gap-2">
      <span className="font-medium">{t("routes")}</span>
      <p className="text-12 text-muted-foreground">{t("routesHint")}</p>
      <ol className="flex flex-col gap-2">
        {routes.map((route, index) => (
          <li
            key={route.key}
            className="grid grid-cols-[auto_minmax(0,140px)_auto_minmax(0,1fr)_auto_minmax(0,160px)_auto] items-center gap-2 max-md:grid-cols-[1fr_auto]"
          >
            <span className="text-muted-foreground max-md:hidden">{t("routeField")}</span>
            <NativeSelect
              inputSize="sm"
              aria-label={t("routeField")}
              value={route.field}
              onChange={(event) => change(route.key, { field: event.target.value })}
              options={options}
            />
            <span className="text-muted-foreground max-md:hidden">{t("routeValues")}</span>
            <Input
              aria-label={t("routeValues")}
              className="h-8 max-md:col-span-2 max-md:row-start-2"
              value={route.values}
              onChange={(event) => change(route.key, { values: event.target.value })}
            />
            <span className="text-muted-foreground max-md:hidden">{t("routePool")}</span>
            <NativeSelect
              inputSize="sm"
              className="max-md:col-span-2 max-md:row-start-3"
              aria-label={t("routePool")}
              value={route.poolId}
              onChange={(event) => change(route.key, { poolId: event.target.value })}
              options={pools.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <Button
              variant="ghost"
              size="sm"
              icon
              className="max-md:col-start-2 max-md:row-start-1"
              aria-label={t("removeRoute", { n: index + 1 })}
              onClick={() => onChange(routes.filter(({ key }) => key !== route.key))}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ol>
      <Button size="sm" className="self-start" lead={<Plus aria-hidden />} onClick={add}>
        {t("addRoute")}
      </Button>
    </div>
  );
}
