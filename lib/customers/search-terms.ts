import { checkCreditCode, normalisePhone } from "./normalise";

/** What a search box may mean; null for what it can't. */
export type SearchTerms = {
  /** Two characters and more. */
  text: string | null;
  /** At least four last digits of a phone. */
  phoneTail: string | null;
  /** A whole number. */
  phone: string | null;
  creditCode: string | null;
};

const ONLY_PHONE = /^[\d+()\s.-]+$/;

/** Reads a search as name, phone and credit code at once; `country` is where a number without a code belongs. */
export function searchTerms(typed: string, country: Parameters<typeof normalisePhone>[1]): SearchTerms {
  const text = typed.normalize("NFKC").replace(/\s+/g, " ").trim();
  const digits = text.replace(/\D/g, "");
  const isNumber = ONLY_PHONE.test(text) && digits.length >= 4;
  const phone = isNumber && digits.length >= 7 ? normalisePhone(text, country) : null;
  const code = checkCreditCode(text);
  return {
    text: [...text].length >= 2 ? text : null,
    phoneTail: isNumber ? digits.replace(/^0+(?=\d{4})/, "") : null,
    phone: phone && "e164" in phone ? phone.e164 : null,
    creditCode: "code" in code ? code.code : null,
  };
}
