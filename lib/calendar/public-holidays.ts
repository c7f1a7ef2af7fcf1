import announced from "chinese-days/dist/chinese-days.json";
import type { CalendarRegion } from "@/db/enums";
import type { ListedDay } from "./types";

/** `announced` when the days are those that the government announced, not what a rule computes. */
export type PublicDays = { days: ListedDay[]; announced: boolean };

/** A holiday's English name in the packages, as the code under which our messages name it. */
const CODES: Readonly<Record<string, string>> = {
  "New Year's Day": "new_year",
  "Spring Festival": "spring_festival",
  "Tomb-sweeping Day": "tomb_sweeping",
  "Tomb Sweeping Day": "tomb_sweeping",
  "Ching Ming Festival": "tomb_sweeping",
  "Labour Day": "labour",
  "Dragon Boat Festival": "dragon_boat",
  "Tuen Ng Festival": "dragon_boat",
  "Mid-autumn Festival": "mid_autumn",
  "Mid-Autumn Festival": "mid_autumn",
  "Chinese Mid-Autumn Festival": "mid_autumn",
  "National Day": "national",
  "Founding of the Republic of China": "founding",
  "Chinese New Year's Eve": "lunar_eve",
  "Chinese New Year": "lunar_1",
  "The second day of the Chinese New Year": "lunar_2",
  "The third day of the Chinese New Year": "lunar_3",
  "The forth day of the Chinese New Year": "lunar_4",
  "Chinese New Year Holiday": "spring_festival",
  "Peace Memorial Day": "peace_memorial",
  "Children's Day": "children",
  "National Day / Double Tenth Day": "double_tenth",
  "The first day of January": "new_year",
  "first day of January": "new_year",
  "Lunar New Year’s Day": "lunar_1",
  "The second day of Lunar New Year": "lunar_2",
  "The third day of Lunar New Year": "lunar_3",
  "The fourth day of Lunar New Year": "lunar_4",
  "Good Friday": "good_friday",
  "Easter Monday": "easter_monday",
  "Birthday of the Buddha": "buddha",
  "Hong Kong Special Administrative Region Establishment Day": "hksar",
  "Chung Yeung Festival": "chung_yeung",
  "Christmas Day": "christmas",
  "The first weekday after Christmas Day": "christmas_after",
};

const OBSERVED = / \(substitute day\)$/;
const FOLLOWING = /^The day following (?:the )?/;

/** `national`, `observed:national` (off instead), `following:national` (the day after), or the name itself. */
function codeOf(english: string, own: string): string {
  const plain = CODES[english];
  if (plain) return plain;
  const observed = CODES[english.replace(OBSERVED, "")];
  if (observed) return `observed:${observed}`;
  const following = CODES[english.replace(FOLLOWING, "")];
  return following ? `following:${following}` : own;
}

/** The mainland's: the State Council's notices, a year at a time, with the weekends worked to make up for them. */
function mainland(year: number): PublicDays | null {
  const ofYear = (list: Readonly<Record<string, string>>, kind: ListedDay["kind"]): ListedDay[] =>
    Object.entries(list)
      .filter(([day]) => day.startsWith(`${year}-`))
      .map(([day, words]) => {
        const [english = "", own = ""] = words.split(",");
        return { day, kind, name: codeOf(english, own) };
      });
  const holidays = ofYear(announced.holidays, "holiday");
  if (holidays.length === 0) return null;
  return { days: [...holidays, ...ofYear(announced.workdays, "workday")], announced: true };
}

/**
 * Taiwan's or Hong Kong's, computed by rule and never announced by it: a proposal for an admin to compare with the
 * official list. What it lacks for Taiwan: weekends worked to make up for a bridge day (until 2025), the bridge days
 * themselves, the Friday off for a holiday on a Saturday (but for New Year), and what the act of May 2025 added (the day
 * before New Year's Eve, 1 May for all, 28 September, 25 October, 25 December). What it lacks for Hong Kong: whatever the
 * gazette decides once, as after a typhoon or for an election.
 */
async function computed(country: "TW" | "HK", year: number): Promise<PublicDays> {
  // Loaded when it is needed: it is large, and computes for a quarter of a second per year.
  const { default: Holidays } = await import("date-holidays");
  const calendar = new Holidays(country, { types: ["public"] });
  const byDay = new Map<string, ListedDay>();
  for (const { date, name } of calendar.getHolidays(year, "en")) {
    const day = date.slice(0, 10);
    if (day.startsWith(`${year}-`) && !byDay.has(day)) {
      byDay.set(day, { day, kind: "holiday", name: codeOf(name, name) });
    }
  }
  return { days: [...byDay.values()], announced: false };
}

/** The public holidays of a year in a region; null where nothing is known of it. */
export async function publicDays(region: CalendarRegion, year: number): Promise<PublicDays | null> {
  if (region === "none") return null;
  return region === "cn" ? mainland(year) : computed(region === "tw" ? "TW" : "HK", year);
}
