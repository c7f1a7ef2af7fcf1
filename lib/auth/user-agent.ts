/** What people call by another name in another language. */
export type NamedBrowser =
  | "wecom"
  | "wechat"
  | "dingtalk"
  | "feishu"
  | "qq"
  | "qihoo"
  | "sogou"
  | "baidu"
  | "quark"
  | "uc"
  | "huawei"
  | "xiaomi"
  | "oppo"
  | "vivo";

// The first that fits counts: WeCom names WeChat too, WeChat the browser of QQ, and nearly all of them Chrome and Safari.
const NAMED: readonly [RegExp, NamedBrowser][] = [
  [/wxwork\//i, "wecom"],
  [/MicroMessenger\//, "wechat"],
  [/DingTalk/i, "dingtalk"],
  [/Lark\/|Feishu\//i, "feishu"],
  [/QQBrowser\//, "qq"],
  [/QihooBrowser|QHBrowser|360SE|360EE/i, "qihoo"],
  [/MetaSr|SogouMobileBrowser/i, "sogou"],
  [/baiduboxapp|BIDUBrowser/i, "baidu"],
  [/Quark\//, "quark"],
  [/UCBrowser\//, "uc"],
  [/HuaweiBrowser\//, "huawei"],
  [/MiuiBrowser\//, "xiaomi"],
  [/HeyTapBrowser\//, "oppo"],
  [/VivoBrowser\//, "vivo"],
];
const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/Vivaldi\//, "Vivaldi"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Chrome\/|CriOS\/|Chromium\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
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
/** A program begins with its own name, where every browser says Mozilla. */
const PROGRAM = /^(?!Mozilla\b)[A-Za-z][\w.-]{0,39}(?=[/\s]|$)/;

export type Device = {
  /** The name of a browser or program that is the same in every language, or which of the others it is. */
  browser: { name: string } | { named: NamedBrowser } | null;
  system: string | null;
  phone: boolean;
};

/** What a person would call the device of a user agent, as far as it tells; null when nothing is known of it. */
export function deviceOf(userAgent: string | null): Device | null {
  const given = userAgent ?? "";
  const find = <T>(list: readonly [RegExp, T][]) => list.find(([pattern]) => pattern.test(given))?.[1];
  const named = find(NAMED);
  const name = find(BROWSERS) ?? PROGRAM.exec(given)?.[0];
  const system = find(SYSTEMS) ?? null;
  if (!named && !name && !system) return null;
  const browser = named ? { named } : name ? { name } : null;
  return { browser, system, phone: system !== null && PHONES.has(system) };
}
