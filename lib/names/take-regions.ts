import { DIRECTIONS, ORDINARY } from "./region-words";
import { isWithin, type Region, type RegionName, regionsAt } from "./regions";
import { tradeFrom } from "./trades";

const ZONE =
  /^[\u4e00-\u9fa5]{0,4}?(?:经济技术开发区|高新技术开发区|高新技术产业开发区|高新技术产业园区|经济开发区|工业园区|新技术产业园区|产业园区|开发区|保税港区|保税区|高新区|新区|园区|自贸区|街道|镇|乡)(?=[\u4e00-\u9fa5]{2})/u;
const DISTRICT =
  /^[\u4e00-\u9fa5]{2,3}(?:区|县|旗)(?=[\u4e00-\u9fa5]{2})|^[\u4e00-\u9fa5]{2,3}街(?=[\u4e00-\u9fa5]{3})/u;
/** Regions whose short name says little by itself: 威宁, 湘西, 江南. */
const LESSER = /(?:区|自治[州县旗])$/u;
const NO_ZONE = /^(?:社区|小区|景区|园区)/u;

type Taken = { length: number; region: Region };

/** What a district was called before: 吴江市, of which only 吴江区 is listed. */
function renamed(text: string, { text: name, region }: RegionName): Taken | null {
  const rest = text.slice(name.length);
  const kind = region.level !== "province" && rest.length > 2 && /^[市县区]/u.test(rest);
  return kind && !/^(?:市政|市场|区域)/u.test(rest) ? { length: name.length + 1, region } : null;
}

/** Whether a short name at the head is a place here; a word that may be the brand itself isn't, unless one follows. */
function isPlace(text: string, found: RegionName, before: readonly Region[]): boolean {
  const { text: name, region } = found;
  const rest = text.slice(name.length);
  const within = before.some((parent) => isWithin(region, parent));
  const fromAbroad =
    before.length > 0 && before.every((one) => one.level === "abroad" && !DIRECTIONS.has(one.name));
  const county = region.level === "county";
  const at = tradeFrom(rest);
  if (!within && LESSER.test(region.name) && (county || region.level === "city")) {
    return before.length === 0 && !ORDINARY.has(name) && at !== 1 && !/^[山湖湾河滩路]/u.test(rest);
  }
  const unsure =
    DIRECTIONS.has(name) || (ORDINARY.has(name) && !within) || (before.length > 0 && !within && !fromAbroad);
  if (unsure && at === 0 && !(county && before.length > 0 && !ORDINARY.has(name))) return false;
  if (unsure && at === 1) return false;
  if (unsure && before.length === 0 && ORDINARY.has(name)) return false;
  return !(county && /^[山湖湾河滩路]/u.test(rest));
}

function placeAt(text: string, before: readonly Region[]): Taken | null {
  for (const found of regionsAt(text)) {
    const sure = found.whole && !DIRECTIONS.has(found.text);
    const taken = (sure ? null : renamed(text, found)) ?? { length: found.text.length, region: found.region };
    const rest = text.slice(taken.length);
    if (rest.startsWith("政") && text.slice(0, taken.length).endsWith("市")) continue;
    if (rest.length === 1 || (rest === "" && before.length > 0 && !sure)) continue;
    if (sure || taken.length > found.text.length || isPlace(text, found, before)) return taken;
  }
  return null;
}

const MOST_PLACES = 5;

/** Takes the regions from the head of a name, and the zones and streets behind them. */
export function takeRegions(body: string): { rest: string; regions: Region[] } {
  const regions: Region[] = [];
  let rest = body;
  while (rest !== "" && regions.length < MOST_PLACES) {
    const place = placeAt(rest, regions);
    const zone =
      !place && regions.length > 0 && !NO_ZONE.test(rest) ? (ZONE.exec(rest) ?? DISTRICT.exec(rest)) : null;
    if (!place && !zone) break;
    regions.push(place?.region ?? { code: null, name: zone?.[0] ?? "", level: "abroad" });
    rest = rest.slice(place?.length ?? zone?.[0].length);
  }
  return { rest: rest.replace(/^第[一二三四五六七八九十百]+(?=..)/u, ""), regions };
}
