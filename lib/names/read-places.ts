import { PLACE } from "./name-weights";
import { DIRECTIONS, ORDINARY, ORDINARY_WITHIN } from "./region-words";
import { isWithin, LESSER, type Region, type RegionName, regionsAt } from "./regions";

/** A way to read the head of a name as places: up to where, and what it costs. */
export type Reading = { to: number; regions: readonly Region[]; cost: number };

const ZONE =
  /^[\u4e00-\u9fa5]{0,4}?(?:经济技术开发区|高新技术开发区|高新技术产业开发区|高新技术产业园区|经济开发区|工业园区|新技术产业园区|产业园区|开发区|保税港区|保税区|高新区|新区|园区|自贸区)(?=[\u4e00-\u9fa5]{2})/u;
const TOWN = /^[\u4e00-\u9fa5]{2,3}(?:街道|镇|乡|区|县|旗)(?=[\u4e00-\u9fa5]{2})/u;
const STREET = /^[\u4e00-\u9fa5]{2,3}(?:街(?=[\u4e00-\u9fa5]{3})|村(?=[\u4e00-\u9fa5]{2}))/u;
const NO_ZONE = /^.{0,2}(?:社区|小区|景区)|^园区/u;
/** Who owns it, or its number among many. */
const STANDING =
  /^(?:个体工商户|国营|集体|民营|私营|合资|独资|外商独资|外商投资|中外合资|台商独资|港商独资)(?=[\u4e00-\u9fa5]{2})/u;
/** Its number among many: 北京市第三建筑公司. */
const NUMBER = /^第[一二三四五六七八九十百]+(?=[\u4e00-\u9fa5]{2})/u;
const NATURE = /^[山湖湾河滩路岛寺]/u;
const KIND = /[省市县区旗州盟]$/u;

const MOST_PLACES = 5;
const MOST_READINGS = 24;

/** A short name at the head, or behind others; Taiwan writes its districts out. */
function shortCost({ text, region }: RegionName, before: readonly Region[]): number {
  const county = region.level === "county";
  if (county && before.some(({ level }) => level === "county")) return Infinity;
  if (region.level === "abroad") {
    if (before.length > 0) return Infinity;
    return DIRECTIONS.has(text) ? PLACE.county : PLACE.abroad;
  }
  if (before.some((one) => isWithin(region, one))) return PLACE.within;
  if (!before.every(({ level }) => level === "abroad")) {
    const below = before.at(-1)?.level === "county" || before.at(-1)?.code === null;
    return county || below || LESSER.test(region.name) ? Infinity : PLACE.elsewhere;
  }
  if (county) return region.code?.startsWith("71") ? Infinity : PLACE.county;
  return LESSER.test(region.name) ? PLACE.lesser : PLACE.wide;
}

function wordCost(text: string, rest: string): number {
  const word = ORDINARY.has(text) ? PLACE.ordinary : ORDINARY_WITHIN.has(text) ? PLACE.ordinaryWithin : 0;
  return word + (NATURE.test(rest) ? PLACE.nature : 0);
}

type Step = { length: number; region: Region | null; cost: number };

function regionSteps(rest: string, before: readonly Region[]): Step[] {
  return regionsAt(rest).flatMap((found): Step[] => {
    const { text, whole, region } = found;
    const behind = rest.slice(text.length);
    if (whole && KIND.test(text)) {
      const word = DIRECTIONS.has(text) || (text.endsWith("市") && /^[政场]/u.test(behind));
      return word ? [] : [{ length: text.length, region, cost: PLACE.whole }];
    }
    if (!whole && rest.startsWith(region.name)) return [];
    const steps = [{ length: text.length, region, cost: shortCost(found, before) + wordCost(text, behind) }];
    // What a district was called before: 吴江市, of which only 吴江区 is listed.
    if (region.level !== "province" && /^(?:[市县](?![政场])|区(?!域))/u.test(behind))
      steps.push({ length: text.length + 1, region, cost: PLACE.renamed });
    return steps;
  });
}

const zone = (name: string): Region => ({ code: null, name, level: "county" });

function zoneSteps(rest: string, before: readonly Region[]): Step[] {
  if (before.length === 0 || NO_ZONE.test(rest)) return [];
  const steps: Step[] = [];
  const within = before.at(-1)?.level === "county";
  const some = /[区镇乡街村县旗]/u.test(rest);
  const found = some ? ZONE.exec(rest)?.[0] : undefined;
  const town = some ? (TOWN.exec(rest) ?? (within ? STREET.exec(rest) : null))?.[0] : undefined;
  if (found) steps.push({ length: found.length, region: zone(found), cost: PLACE.zone });
  if (town) steps.push({ length: town.length, region: zone(town), cost: PLACE.town });
  else if (within && rest.length > 7)
    steps.push({ length: 2, region: zone(rest.slice(0, 2)), cost: PLACE.village });
  return steps;
}

/** All ways to read the head of a name as places, one within the other; the first reads none. */
export function readPlaces(text: string): Reading[] {
  const all: Reading[] = [{ to: 0, regions: [], cost: 0 }];
  for (let next = 0; next < all.length && next < MOST_READINGS; next += 1) {
    const here = all[next];
    if (!here || here.regions.length >= MOST_PLACES) continue;
    const rest = text.slice(here.to);
    const standing = (STANDING.exec(rest) ?? (here.to > 0 ? NUMBER.exec(rest) : null))?.[0];
    const steps = [...regionSteps(rest, here.regions), ...zoneSteps(rest, here.regions)];
    if (standing) steps.push({ length: standing.length, region: null, cost: PLACE.standing });
    for (const { length, region, cost } of steps) {
      if (cost === Infinity) continue;
      const regions = region ? [...here.regions, region] : here.regions;
      all.push({ to: here.to + length, regions, cost: here.cost + cost });
    }
  }
  return all;
}
