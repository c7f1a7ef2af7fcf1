import { type CompanyName, parseCompanyName } from "@/lib/names/company-name";
import { foldName, foldText } from "@/lib/names/fold";
import { shortName } from "@/lib/names/regions";
import { emailHost, webHost } from "@/lib/names/web-host";
import { type Address, readAddress } from "./address";

/** A customer as far as duplicates are told by it; phones in E.164, or the digits of one that only its own town can dial. */
export type Comparable = {
  id: string;
  name: string;
  creditCode: string | null;
  region: string | null;
  address: string | null;
  website: string | null;
  contacts: readonly { name: string | null; phone: string | null; email: string | null }[];
};

/** What is compared of a customer. */
export type Features = {
  id: string;
  /** The whole name, folded; the one without legal form and regions; its brand, its regions. */
  name: string;
  core: string;
  brand: string;
  trade: string;
  regions: readonly string[];
  /** The words of a name in another script than Chinese. */
  words: readonly string[];
  creditCode: string | null;
  phones: readonly string[];
  emails: readonly string[];
  hosts: readonly string[];
  people: readonly string[];
  address: Address | null;
};

const given = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((one): one is string => one !== null && one !== "")),
];

/** A name that has no brand is told by its last place: 蓬莱广告, and 永和科技 where 永和 is a county too. */
function told(name: CompanyName): CompanyName {
  const place = name.brand === "" ? name.regions.at(-1) : undefined;
  if (place === undefined) return name;
  const short = shortName(place);
  return { ...name, regions: name.regions.slice(0, -1), brand: short, core: short + name.core };
}

/** Reads what duplicates are told by. */
export function featuresOf(customer: Comparable): Features {
  const { regions, brand, trade, core } = told(parseCompanyName(customer.name));
  const chinese = /\p{Script=Han}/u.test(core);
  const emails = given(customer.contacts.map(({ email }) => email && foldText(email).trim()));
  return {
    ...{ id: customer.id, name: foldName(customer.name), core: foldName(core), brand, trade },
    regions: regions.length > 0 ? regions : given([customer.region && foldText(customer.region)]),
    words: chinese ? [] : core.split(" ").filter((word) => word !== ""),
    ...{
      creditCode: customer.creditCode,
      emails,
      phones: given(customer.contacts.map(({ phone }) => phone)),
    },
    hosts: given([webHost(customer.website), ...emails.map(emailHost)]),
    people: given(customer.contacts.map(({ name }) => name && foldName(name))),
    address: readAddress(customer.address),
  };
}
