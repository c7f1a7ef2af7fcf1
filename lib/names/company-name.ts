import { decodeName, type Form } from "./decode-name";
import { simplify } from "./fold";
import { westernWords, withoutForm } from "./legal-forms";
import { regionsAt } from "./regions";
import { isTrade } from "./trades";

/**
 * A company name taken apart, folded. `brand` is empty when the name says only where and what, `typedBrand` is it in the
 * characters that were typed; `core` is brand and trade.
 */
export type CompanyName = {
  regions: string[];
  brand: string;
  typedBrand: string;
  trade: string;
  core: string;
};

const HAN = /\p{Script=Han}/u;
const BRACKETED = /[([{【〔〈][^)\]}】〕〉]*[)\]}】〕〉]/gu;
const SIGNS = /["\s《》「」『』“”()[\]{}【】〔〕〈〉]+/gu;

const western = (folded: string): CompanyName => {
  const words = westernWords(folded).join(" ");
  return { regions: [], brand: words, typedBrand: words, trade: "", core: words };
};

const formOf = (name: string): Form =>
  /股份有限/u.test(name)
    ? "shares"
    : /有限|股份/u.test(name)
      ? "limited"
      : /公司$/u.test(name)
        ? "company"
        : "other";

/** The place with which a text ends: of a branch. */
function placeBehind(text: string): number {
  for (let length = Math.min(8, text.length - 2); length >= 2; length -= 1) {
    const tail = text.slice(-length);
    if (
      regionsAt(tail).some(
        ({ text: name, whole, region }) => name === tail && (whole || region.level !== "county"),
      )
    )
      return length;
  }
  return 0;
}

/**
 * Takes a company name apart: the regions before it (and in brackets, and of a branch), the brand (字号), the trade; the
 * legal form is left out. Names without a Chinese character keep their words but for the legal form, and are all brand.
 */
export function parseCompanyName(typed: string): CompanyName {
  const plain = typed.normalize("NFKC").toLowerCase().normalize("NFKC");
  const folded = simplify(plain);
  if (!HAN.test(folded)) return western(folded);
  const strip = (text: string) => text.replace(BRACKETED, "").replace(SIGNS, "");
  const bracketed = [...folded.matchAll(BRACKETED)];
  const places = bracketed
    .map(([found]) => found.slice(1, -1))
    .filter((one) => regionsAt(one).some(({ text }) => text === one));
  const name = strip(folded);
  const body = withoutForm(name, isTrade);
  const brackets = bracketed.map(({ index }) => strip(folded.slice(0, index)).length);
  const { regions, from, to } = decodeName(body, formOf(name), brackets);
  const rest = body.slice(to);
  const trade = rest.slice(0, rest.length - placeBehind(rest));
  return {
    regions: [...regions.map((one) => one.name), ...places],
    ...{ brand: body.slice(from, to), typedBrand: strip(plain).slice(from, to), trade },
    core: body.slice(from, to) + trade,
  };
}
