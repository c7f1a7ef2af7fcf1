import { areaList } from "@vant/area-data";
import { foldText } from "./fold";
import { ABROAD, DIRECTIONS, FORMER_CITIES, FORMER_COUNTIES } from "./region-words";

/** A place as a name may begin with it; `code` is that of GB/T 2260, null for what is no region of its list. */
export type Region = {
  code: string | null;
  name: string;
  level: "province" | "city" | "county" | "abroad";
};

/** A region under one of its names: the whole one (上海市), or the short one (上海). */
export type RegionName = { text: string; whole: boolean; region: Region };

const PEOPLES =
  "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春|普米|各";
const AUTONOMOUS = new RegExp(`(?:(?:${PEOPLES})族?)+自治[州县旗]$`, "u");
const KIND =
  /(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市|地区|盟|林区|特区|新区|县|区|旗)$/u;

/** The name without what kind of region it is; the whole name where nothing would be left of it. */
export function shortName(name: string): string {
  const short = name.replace(AUTONOMOUS, "").replace(KIND, "");
  return short.length >= 2 ? short : name;
}

/** Regions whose short name says little by itself: 阿里, 湘西. */
export const LESSER = /(?:地区|盟|自治州)$/u;

const NO_NAME = new Set(["县", "自治区直辖县级行政区划", "省直辖县级行政区划"]);

const listed = (list: Readonly<Record<string, string>>, level: Region["level"]): Region[] =>
  Object.entries(list)
    .filter(([, name]) => !NO_NAME.has(name))
    .map(([code, name]) => ({ code, name: foldText(name), level }));

const REGIONS: readonly Region[] = [
  ...listed(areaList.province_list, "province"),
  ...listed(areaList.city_list, "city"),
  ...listed(areaList.county_list, "county"),
];
const OTHERS: readonly Region[] = [
  ...[...ABROAD, ...DIRECTIONS].map((name) => ({ code: null, name, level: "abroad" as const })),
  ...FORMER_CITIES.map((name) => ({ code: null, name: `${name}市`, level: "city" as const })),
  ...FORMER_COUNTIES.map((name) => ({ code: null, name: `${name}市`, level: "county" as const })),
];

const namesOf = (region: Region): RegionName[] => {
  const short = shortName(region.name);
  const whole = { text: region.name, whole: true, region };
  return short === region.name ? [whole] : [whole, { text: short, whole: false, region }];
};

/** By the codes of their first two characters, the longest first. */
type Index = Map<number, Map<number, RegionName[]>>;

function indexed(): Index {
  const found: Index = new Map();
  const names = [...REGIONS, ...OTHERS].flatMap(namesOf).sort((a, b) => b.text.length - a.text.length);
  for (const one of names) {
    const [first, second] = [one.text.charCodeAt(0), one.text.charCodeAt(1)];
    const seconds = found.get(first) ?? new Map<number, RegionName[]>();
    found.set(first, seconds);
    const list = seconds.get(second);
    if (list) list.push(one);
    else seconds.set(second, [one]);
  }
  return found;
}
let index: Index | undefined;
const NONE: RegionName[] = [];

/** The regions whose name begins at this place of a folded text, the longest first. */
export function regionsAt(text: string, from = 0): RegionName[] {
  index ??= indexed();
  const names = index.get(text.charCodeAt(from))?.get(text.charCodeAt(from + 1));
  return names?.filter((one) => text.startsWith(one.text, from)) ?? NONE;
}

/** Whether one is within the other, by their codes. */
export function isWithin(region: Region, parent: Region): boolean {
  if (!region.code || !parent.code || region.code === parent.code) return false;
  return region.code.startsWith(parent.code.replace(/(?:00)+$/, ""));
}

const SEPARATORS = /[\s,，、/|>·・-]+/gu;

/**
 * The code of the region that a text names (上海, 上海市, 广东省深圳市南山区, 臺北市), the smallest that it names; null for
 * what is no region of the list, or says more than one (朝阳 is a district of two cities).
 */
export function regionCode(typed: string): string | null {
  let rest = foldText(typed)
    .replace(SEPARATORS, "")
    .replace(/^中国(?=.)/u, "");
  let candidates: Region[] = [];
  while (rest !== "") {
    const found = regionsAt(rest).filter(({ region }) => region.code !== null);
    const longest = found[0]?.text.length;
    if (longest === undefined) return null;
    const here = found.filter(({ text }) => text.length === longest).map(({ region }) => region);
    const inside =
      candidates.length === 0
        ? here
        : here.filter((one) => candidates.some((parent) => isWithin(one, parent)));
    if (inside.length === 0) {
      // 北京市 is a province and its only city.
      const again = here.some((one) =>
        candidates.some((parent) => isWithin(parent, one) || parent.name === one.name),
      );
      if (!again) return null;
    } else {
      candidates = inside;
    }
    rest = rest.slice(longest);
  }
  const [widest] = [...candidates].sort((a, b) => RANKS[a.level] - RANKS[b.level]);
  if (!widest) return null;
  return candidates.every((one) => one === widest || isWithin(one, widest)) ? widest.code : null;
}

const RANKS = { province: 0, city: 1, county: 2, abroad: 3 } as const;
