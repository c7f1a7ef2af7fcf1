import type { CountryCode } from "libphonenumber-js/max";
import { z } from "zod";
import type { CustomValues } from "@/db/schema/customers";
import { parseText } from "@/lib/custom-fields/parse-text";
import type { FieldDef } from "@/lib/custom-fields/types";
import { checkCreditCode, normalisePhone } from "@/lib/customers/normalise";
import { storable } from "@/lib/imports/clean-text";
import { webAddress } from "@/lib/imports/field-values";

const LENGTHS = { name: 200, region: 100, industry: 200, address: 500, note: 5000 } as const;
const CONTACT_LENGTHS = { name: 100, title: 100, phone: 60, email: 200, wechat: 100 } as const;

export type Enquiry = {
  name: string;
  region: string | null;
  industry: string | null;
  website: string | null;
  address: string | null;
  creditCode: string | null;
  note: string | null;
  custom: CustomValues;
  contact: {
    name: string | null;
    title: string | null;
    phone: string | null;
    phoneE164: string | null;
    email: string | null;
    wechat: string | null;
  } | null;
  /** What fits no field, as it was typed. */
  extra: Record<string, string>;
  /** Whether a company was named, or only a person. */
  company: boolean;
};

const clean = (text: string | undefined): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  (text ?? "").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "").trim();

/**
 * What was sent, as a customer: by our fields. Nothing that was typed is thrown away; what can't stand in its field stands
 * in `extra`. Null when nobody is named.
 */
export function readEnquiry(
  given: Readonly<Record<string, string>>,
  { country, fields }: { country: CountryCode; fields: readonly FieldDef[] },
): Enquiry | null {
  const values = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, clean(value)]));
  const extra: Record<string, string> = {};
  const keep = (key: string, text: string): null => {
    extra[key] = text.slice(0, 5000);
    return null;
  };
  const take = (key: string, limit: number): string | null => {
    const text = values[key] ?? "";
    if (text === "") return null;
    if (text.length > limit) keep(key, text);
    return storable(text.slice(0, limit));
  };
  const named = take("name", LENGTHS.name);
  const person = take("contactName", CONTACT_LENGTHS.name);
  const name = named ?? person;
  if (!name) return null;
  const code = values.creditCode ? checkCreditCode(values.creditCode) : null;
  const website = values.website ? (webAddress(values.website) ?? keep("website", values.website)) : null;
  return {
    ...{ name, company: named !== null, extra, website },
    ...{ region: take("region", LENGTHS.region), industry: take("industry", LENGTHS.industry) },
    ...{ address: take("address", LENGTHS.address), note: take("note", LENGTHS.note) },
    creditCode:
      code && "code" in code ? code.code : code ? keep("creditCode", values.creditCode ?? "") : null,
    custom: readCustom(values, fields, keep),
    contact: readContact(person, country, { take, keep }),
  };
}

function readCustom(
  values: Readonly<Record<string, string>>,
  fields: readonly FieldDef[],
  keep: (key: string, text: string) => null,
): CustomValues {
  const custom: CustomValues = {};
  for (const [key, text] of Object.entries(values)) {
    if (!key.startsWith("custom.") || text === "") continue;
    const field = fields.find((one) => `custom.${one.key}` === key && !one.retired);
    const value = field ? parseText(field, text) : null;
    if (field && value !== null) custom[field.key] = value;
    else keep(field?.label ?? key, text);
  }
  return custom;
}

type Taking = {
  take: (key: string, limit: number) => string | null;
  keep: (key: string, text: string) => null;
};

function readContact(name: string | null, country: CountryCode, { take, keep }: Taking): Enquiry["contact"] {
  const phone = take("phone", CONTACT_LENGTHS.phone);
  const read = phone ? normalisePhone(phone, country) : null;
  const typed = take("email", CONTACT_LENGTHS.email);
  const email = typed && !z.email().safeParse(typed).success ? keep("email", typed) : typed;
  const contact = {
    ...{
      name,
      title: take("contactTitle", CONTACT_LENGTHS.title),
      wechat: take("wechat", CONTACT_LENGTHS.wechat),
    },
    ...{ phone, phoneE164: read && "e164" in read ? read.e164 : null, email },
  };
  return Object.values(contact).some((value) => value !== null) ? contact : null;
}
