import { maskEmail, maskPhone, maskWechat } from "./mask";

const EMAIL = /[\p{L}\p{N}._%+'-]+\s?[@＠]\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Seven digits and more, however they are parted: `138 1234 5678`, `0755-2677 0001`, `１３８…`. */
const NUMBER = /[+＋]?[(（]?\p{Nd}(?:[\s\-‐-―－.·•()（）]{0,3}\p{Nd}){6,}/gu;
/** `微信 abc_123`, `WeChat: abc123`, `vx：abc123`, `QQ 12345678`; after a mere space only what holds a digit or `_`. */
const CHAT_ID =
  /((?:微信|薇信|V信)[号號]?|(?<![a-z])(?:weixin|wechat|wx|vx|qq|line|telegram|whatsapp|skype)(?:\s?id)?)(\s*[:：是为為=]\s*@?|\s*@?(?=[\w.-]*[\d_]))([a-z\p{Nd}][\w.-]{4,})/giu;

const DAY = /^(?:19|20)\d{2}[-.](?:0?[1-9]|1[0-2])[-.](?:0?[1-9]|[12]\d|3[01])(?:\s+\d{1,2})?$/;
/** Money and amounts are written in as many digits as a land line. */
const IS_AMOUNT_BEFORE = /[¥￥$€£]\s?$/;
const IS_AMOUNT_AFTER = /^\s?(?:元|万|萬|块|塊|台|套|件|吨|噸|米|人|平|㎡|RMB|CNY|USD|TWD|HKD)/i;

function maskNumberIn(match: string, offset: number, whole: string): string {
  const text = match.normalize("NFKC").trim();
  if (DAY.test(text)) return match;
  const isMobile = /1[3-9]\d{9}/.test(text.replace(/\D/g, ""));
  const isAmount =
    IS_AMOUNT_BEFORE.test(whole.slice(0, offset)) || IS_AMOUNT_AFTER.test(whole.slice(offset + match.length));
  return isAmount && !isMobile ? match : maskPhone(match);
}

/** Hides phones, e-mail addresses and chat ids inside running text; days and amounts of money stay. */
export function maskText(text: string): string {
  return text
    .replace(EMAIL, (email) => maskEmail(email.replace(/\s/g, "").replace("＠", "@")))
    .replace(CHAT_ID, (_, word: string, between: string, id: string) => `${word}${between}${maskWechat(id)}`)
    .replace(NUMBER, maskNumberIn);
}

const SPEAKS_OF_CONTACT =
  /电话|電話|手机|手機|座机|座機|固话|传真|傳真|联系|聯繫|聯絡|邮箱|郵箱|邮件|微信|phone|mobile|tel|fax|cell|mail|wechat|contact|qq|line|whatsapp/i;

/** Hides contact data in the columns of an import that fit no field: by what the header says, and by what the cell holds. */
export function maskExtra(extra: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(extra).map(([header, value]) => {
      const masked = maskText(value);
      return [maskText(header), masked === value && SPEAKS_OF_CONTACT.test(header) ? "****" : masked];
    }),
  );
}
