const HIDDEN = "****";

const digitsOf = (text: string): string => text.normalize("NFKC").replace(/\D/g, "");

/** A Chinese land line with its area code. */
const LAND_LINE = /^(010|02\d|0[3-9]\d{2})(\d{7,8})$/;
const CHINESE_MOBILE = /^(?:\+?86|0086)?(1[3-9]\d)\d{4}(\d{4})$/;

/** A number of any country: at least four digits stay hidden, whatever its length. */
function maskDigits(digits: string): string {
  const tail = Math.max(0, Math.min(4, digits.length - 6));
  const head = Math.max(0, Math.min(3, digits.length - 4 - tail));
  return `${digits.slice(0, head)}${HIDDEN}${digits.slice(digits.length - tail)}`;
}

function maskNumber(typed: string): string {
  const text = typed.normalize("NFKC").trim();
  const mobile = CHINESE_MOBILE.exec(text.replace(/[\s().-]/g, ""));
  if (mobile) {
    const country = /^(?:\+|00)/.test(text) ? "+86 " : "";
    return `${country}${mobile[1]}${HIDDEN}${mobile[2]}`;
  }
  const land = LAND_LINE.exec(digitsOf(text));
  if (land) {
    const [, area = "", number = ""] = land;
    return `${area}-${HIDDEN}${number.slice(number.length === 8 ? -4 : -3)}`;
  }
  const digits = digitsOf(text);
  if (digits.length < 5) return HIDDEN;
  return `${text.startsWith("+") ? "+" : ""}${maskDigits(digits)}`;
}

/** A phone with its middle hidden: `138****1234`, `0755-****0001`, `+141****0123`. Words beside it don't stay. */
export function maskPhone(phone: string): string {
  return phone
    .split(/[/;；,，、|\n]+/)
    .filter((part) => part.trim() !== "")
    .map(maskNumber)
    .join(", ");
}

/** An e-mail address with its local part hidden: `z***@example.com`. */
export function maskEmail(email: string): string {
  const text = email.normalize("NFKC").trim();
  const at = text.lastIndexOf("@");
  if (at < 0) return "***";
  const first = at > 1 ? ([...text][0] ?? "") : "";
  return `${first}***@${text.slice(at + 1)}`;
}

/** A WeChat id: its first two characters when it is long enough to hide the rest. */
export function maskWechat(id: string): string {
  const characters = [...id.trim()];
  return characters.length < 6 ? HIDDEN : `${characters.slice(0, 2).join("")}${HIDDEN}`;
}

/** A contact's name: `陈*`, `J*`. */
export function maskName(name: string): string {
  const [first = ""] = name.trim();
  return `${first}*`;
}

/** Whether the text was made by one of these and so says nothing that could be stored. */
export const isMasked = (text: string): boolean => /\*{3,}/.test(text);
