/**
 * What each part of a company name costs, about the negative logarithm of how often it is met: the reading that costs the
 * least is taken. Weights are few and round; leaving any of them out moves few names.
 */
export const PLACE = {
  /** 上海市; 吴江市, which is a district now; a zone; 虎门镇; two characters behind a district that may be a village. */
  ...{ whole: 1.5, renamed: 2, zone: 3, town: 4, village: 16.5 },
  /** What may stand before a name beside places: 国营, 第三. */
  standing: 1,
  /** 上海, 中国, 永昌, 阿里 at the head of a name, and one within the place before. */
  ...{ wide: 3, abroad: 8, county: 7, lesser: 14, within: 3 },
  /** A city behind another place: 宁波北海. */
  elsewhere: 9,
  /** More for names that are words (光明), for those that are within others (永和), and before 山, 湖. */
  ...{ ordinary: 8, ordinaryWithin: 2, nature: 5 },
} as const;

export const BRAND = {
  /** By its length, one of Latin letters counting as one. */
  lengths: [0, 18, 0.4, 1.7, 2.7, 6.5, 8, 9, 10, 11, 12],
  /** A character, by how much it belongs to brands. */
  ranks: [5, 5.8, 6.8],
  ...{ latin: 5, moreLatin: 0.5, latinWord: 0.5 },
  /** One that is a trade by itself, that begins with a city, that is one, that goes on behind a bracket. */
  ...{ trade: 3, place: 4, onlyPlace: 6, bracket: 8 },
  /** None, by the form: 公司 and shops, limited, by shares. */
  ...{ none: 2, noneLimited: 8.3, noneByShares: 11.5 },
  /** Behind the trade: 环保博锐公司. */
  behindTrade: 5,
} as const;

export const TRADE = {
  /** None at all: 公牛集团. */
  none: 3,
  ...{ common: 3, plain: 7, ambiguous: 7, ambiguousFirst: 10.5, group: 3 },
  /** One character for what is dealt in, or at the end for a shop; one alone that may as well end the brand. */
  ...{ stuff: 6.5, stuffAlone: 3, ending: 5.5, endingAlone: 11 },
  /** A word that is in no list, by its characters: what begins with it, what is nothing else, where there is no brand. */
  ...{ unknown: 3.5, unknownFirst: 1, unknownAlone: 3, unknownBrandless: 6, single: 4 },
  /** A character of such a word, less for each time that listed words double their use of it. */
  ...{ character: 9, seen: 0.8 },
  /** A place within: of a branch, or 中车青岛四方机车. */
  ...{ place: 8, wholePlace: 4, county: 13 },
} as const;
