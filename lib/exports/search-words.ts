import { sql } from "drizzle-orm";
import type { ListName, Locale } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import type { FieldFilter } from "@/lib/custom-fields/filters";
import type { FieldFacts } from "@/lib/custom-fields/types";
import { type MineListParams, readMineParams, readPoolParams } from "@/lib/customers/list-schema";
import { activeMineFilters, type MineFilter } from "@/lib/customers/mine-address";
import { translatorFor } from "@/lib/i18n/translator";
import { activeFilters, type FilterKey, type Filters } from "@/lib/pool-list/address";

type Search = Readonly<Record<string, string>>;

/** What the ids of an address are called: its pool, and whose customers it shows. */
async function namesOf(ctx: Ctx, search: Search): Promise<{ pool: string; owner: string; team: string }> {
  const [row] = await ctx.db.execute<{ pool: string | null; owner: string | null; team: string | null }>(sql`
    select (select name from pools where id::text = ${search.pool ?? ""}) as pool,
      (select name from users where id::text = ${search.owner ?? ""}) as owner,
      (select name from teams where id::text = ${search.team ?? ""}) as team`);
  return { pool: row?.pool ?? "", owner: row?.owner ?? "", team: row?.team ?? "" };
}

function fieldWords(locale: Locale, fields: readonly FieldFacts[]) {
  const t = translatorFor(locale, "fields");
  return ({ key, any, from, to }: FieldFilter): string => {
    const field = fields.find((one) => one.key === key);
    if (!field) return t("filter.gone");
    const label = (value: string) => field.options.find((option) => option.value === value)?.label ?? value;
    return `${field.label} ${any.length > 0 ? any.map(label).join("|") : `${from ?? ""}..${to ?? ""}`}`;
  };
}

function poolWords(locale: Locale, own: (filter: FieldFilter) => string) {
  const t = translatorFor(locale, "pool");
  const and = t("filters.and");
  return (key: FilterKey, filters: Filters): string => {
    switch (key) {
      case "grade":
      case "region":
      case "industry":
      case "source":
        return `${t(`filters.${key}`)} ${filters[key].join(and)}`;
      case "entered":
      case "idle":
      case "bounced":
        return t(`filters.${key}Short`, { count: filters[key] ?? 0 });
      case "tried":
        return t("filters.byMe");
      case "import":
        return t("filters.thisImport");
      case "fields":
        return filters.fields.map(own).join(and);
      case "cond":
        return t("filters.cond");
      default:
        return `${t(`filters.${key}`)} ${filters[key] ?? ""}`;
    }
  };
}

function mineWords(locale: Locale, own: (filter: FieldFilter) => string) {
  const t = translatorFor(locale, "mine");
  const common = translatorFor(locale, "common");
  const stages = translatorFor(locale, "enums");
  const and = t("filters.comma");
  return (key: Exclude<MineFilter, "pool">, address: MineListParams): string => {
    const name = t(`filters.${key === "fields" ? "cond" : key}`);
    switch (key) {
      case "stage":
        return `${name} ${address.stage.map((one) => stages(`stage.${one}`)).join(and)}`;
      case "grade":
      case "region":
      case "industry":
      case "source":
        return `${name} ${address[key].join(and)}`;
      case "idle":
        return `${name} ${t("filters.over", { days: common("days", { count: address.idle ?? 0 }) })}`;
      case "touched":
        return `${name} ${t("filters.within", { days: common("days", { count: address.touched ?? 0 }) })}`;
      case "due":
      case "next":
        return `${name} ${address[key] ? t(`filters.windows.${address[key]}`) : ""}`;
      case "taken":
        return t("filters.takenToday");
      case "fields":
        return address.fields.map(own).join(and);
      case "won":
      case "cond":
        return name;
      default:
        return `${name} ${address[key] ?? ""}`;
    }
  };
}

/** What a list was narrowed by, in words for whoever reads the file later; empty when it was not. */
export async function searchWords(
  ctx: Ctx,
  list: ListName,
  search: Search,
  { locale, fields }: { locale: Locale; fields: readonly FieldFacts[] },
): Promise<string> {
  const names = await namesOf(ctx, search);
  const own = fieldWords(locale, fields);
  const where = [names.pool, names.team, names.owner];
  const narrowed = (): string[] => {
    if (list === "pool") {
      const address = readPoolParams(search);
      const view = address.view === "all" ? "" : translatorFor(locale, "pool")(`views.${address.view}`);
      const words = poolWords(locale, own);
      return [view, ...activeFilters(address).map((key) => words(key, address))];
    }
    const address = readMineParams(search);
    const view = address.view === "mine" ? "" : translatorFor(locale, "mine")(`views.${address.view}`);
    const words = mineWords(locale, own);
    const keys = activeMineFilters(address).flatMap((key) => (key === "pool" ? [] : [key]));
    return [view, ...keys.map((key) => words(key, address))];
  };
  return [...where, ...narrowed()].filter((part) => part.trim() !== "").join(" · ");
}
