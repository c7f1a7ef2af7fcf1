import type { CountryCode } from "libphonenumber-js/max";
import { normalisePhone, type Phone } from "@/lib/customers/normalise";
import { shown } from "./field-values";
import type { FieldCells, ImportedContact, RowReason } from "./row-types";

/**
 * Puts the contacts of a row together: the first person with the first phone and e-mail, then one
 * contact for every further number or address. A number or address that is none refuses the row.
 */
export function readContacts(
  cells: FieldCells,
  country: CountryCode,
  problems: RowReason[],
): ImportedContact[] {
  const phones = readPhones(cells.phone, country, problems);
  const emails = readEmails(cells.email, problems);
  const count = Math.max(phones.length, emails.length, 1);
  const contacts = Array.from({ length: count }, (_, index): ImportedContact => {
    const person = index === 0 ? cells : null;
    return {
      name: person?.contactName[0] ?? null,
      title: person?.contactTitle[0] ?? null,
      phone: phones[index]?.typed ?? null,
      phoneE164: phones[index]?.e164 ?? null,
      email: emails[index] ?? null,
      wechat: person?.wechat[0] ?? null,
    };
  });
  return contacts.filter((contact) => Object.values(contact).some((value) => value !== null));
}

function readPhones(cells: string[], country: CountryCode, problems: RowReason[]): Phone[] {
  const phones: Phone[] = [];
  const waiting = [...cells];
  for (let raw = waiting.shift(); raw !== undefined; raw = waiting.shift()) {
    const phone = normalisePhone(raw, country);
    if ("error" in phone) {
      problems.push({ code: `phone_${phone.error}`, field: "phone", value: shown(raw) });
      continue;
    }
    const same = (other: Phone) => (phone.e164 ? other.e164 === phone.e164 : other.typed === phone.typed);
    if (!phones.some(same)) phones.push(phone);
    waiting.unshift(...phone.rest);
  }
  return phones;
}

const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const HOST_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

function isEmail(text: string): boolean {
  const [local = "", host = "", ...more] = text.split("@");
  const labels = host.split(".");
  return (
    more.length === 0 &&
    local.length <= 64 &&
    LOCAL_PART.test(local) &&
    labels.length > 1 &&
    labels.every((label) => HOST_LABEL.test(label)) &&
    /^\p{L}{2,24}$/u.test(labels.at(-1) ?? "")
  );
}

/** An address as it is compared. */
export const foldEmail = (email: string): string => email.toLowerCase();

function readEmails(cells: string[], problems: RowReason[]): string[] {
  const emails = new Map<string, string>();
  for (const typed of cells.flatMap((cell) => cell.normalize("NFKC").split(/[\s,;，；、|]+/))) {
    const email = typed.replace(/^mailto:/i, "");
    const folded = foldEmail(email);
    if (email === "" || emails.has(folded)) continue;
    // Kept as it was typed; compared without its capitals.
    if (isEmail(folded)) emails.set(folded, email);
    else problems.push({ code: "email_invalid", field: "email", value: shown(typed) });
  }
  return [...emails.values()];
}
