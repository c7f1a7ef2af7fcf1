import type { Ctx } from "@/lib/context";
import { homeCountry } from "@/lib/customers/home-country";
import { limitTyped } from "@/lib/customers/limit-lookups";
import { checkCreditCode, normalisePhone } from "@/lib/customers/normalise";
import { authorize } from "@/lib/permissions";
import { DESK_FROM } from "./compare";
import { findCandidates } from "./find-candidates";
import { MOST_TOLD, NOBODY, TYPING_FROM } from "./limits";
import type { FindSimilarInput } from "./schema";
import { tellOf } from "./tell-similar";
import type { Similar } from "./types";

const codeOf = (typed: string | null): string | null => {
  const checked = typed ? checkCreditCode(typed) : null;
  return checked && "code" in checked ? checked.code : null;
};

/**
 * The customers that may be the one that is being typed, the likeliest first, at most five. Of one that is out of his
 * sight whoever types learns that it exists, by what, and whether it is held and protected: no name, no id, no owner.
 * So many numbers and addresses in ten minutes: TOO_MANY_REQUESTS.
 */
export async function findSimilar(ctx: Ctx, input: FindSimilarInput): Promise<Similar[]> {
  authorize(ctx.actor, "customers.create");
  const country = await homeCountry(ctx);
  const phones = input.phones.flatMap((typed) => {
    const phone = normalisePhone(typed, country);
    return "e164" in phone && phone.e164 ? [phone.e164] : [];
  });
  await limitTyped(ctx, phones.length + input.emails.length);
  const contacts = [
    ...phones.map((phone) => ({ name: null, phone, email: null })),
    ...input.emails.map((email) => ({ name: null, phone: null, email })),
  ];
  const { name, region, address, website } = input;
  const asked = {
    id: NOBODY,
    name,
    region,
    address,
    website,
    creditCode: codeOf(input.creditCode),
    contacts,
  };
  const found = await findCandidates(ctx, [asked], TYPING_FROM);
  const told = await tellOf(
    ctx,
    found.slice(0, MOST_TOLD * 2).map(({ customer }) => customer.id),
  );
  const kept = new Set<string>();
  return found
    .flatMap(({ customer, reasons, score }) => {
      const one = told.get(customer.id);
      if (!one || kept.has(one.keptId)) return [];
      kept.add(one.keptId);
      const { keptId: _kept, ...similar } = one;
      const likely = score >= DESK_FROM && customer.state !== "invalid";
      return [{ ...similar, reasons, score, likely }];
    })
    .slice(0, MOST_TOLD);
}
