const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger\//, "WeChat"],
  [/DingTalk/i, "DingTalk"],
  [/Lark\/|Feishu\//i, "Feishu"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Chrome\/|CriOS\/|Chromium\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];
const PHONES = new Set(["iPhone", "iPad", "Android", "HarmonyOS"]);

export type Device = { browser: string; system: string; phone: boolean };

/** What a person would call the device of a user agent, or null when nothing is known of it. */
export function deviceOf(userAgent: string | null): Device | null {
  const find = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1];
  // WeCom names WeChat too, and is the more telling of the two.
  const browser = /wxwork\//i.test(userAgent ?? "") ? "WeCom" : find(BROWSERS);
  const system = find(SYSTEMS);
  if (!browser || !system) return null;
  return { browser, system, phone: PHONES.has(system) };
}
