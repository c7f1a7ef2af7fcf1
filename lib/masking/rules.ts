import type { CustomerState } from "@/db/enums";
import { type Actor, may } from "@/lib/permissions";
import { maskText } from "./free-text";
import { maskEmail, maskName, maskPhone, maskWechat } from "./mask";
import type { ContactAccess, ContactRow, ContactView } from "./types";

/** What decides who sees the contacts of a customer. */
export type MaskedCustomer = {
  state: CustomerState;
  ownerId: string | null;
  ownerTeamId: string | null;
  /** Whether the present owner has looked at them in this tenure. */
  revealed: boolean;
};

const CLEAR: ContactAccess = { clear: true, canReveal: false };
const MASKED: ContactAccess = { clear: false, canReveal: false };

/** Whether the actor sees all contacts unmasked: an admin, unless he comes by a token that may not look at any. */
export const seesAllContacts = (viewer: Actor): boolean =>
  viewer.kind === "system" || (viewer.role === "admin" && may(viewer, "contacts.reveal"));

/**
 * Who sees contacts unmasked: an admin always; the owner once he has looked (which ends the undo of a claim), and
 * his manager; for what is in no one's hands nobody else, as long as the pool's policy masks. A token that may not look
 * sees what is masked for somebody as masked.
 */
export function contactAccess(
  viewer: Actor,
  customer: MaskedCustomer,
  policy: { maskContacts: boolean },
): ContactAccess {
  if (policy.maskContacts && !may(viewer, "contacts.reveal")) return MASKED;
  if (viewer.kind === "system" || viewer.role === "admin") return CLEAR;
  if (customer.state !== "owned") return policy.maskContacts ? MASKED : CLEAR;
  if (customer.ownerId === viewer.id) {
    return customer.revealed || !policy.maskContacts ? CLEAR : { clear: false, canReveal: true };
  }
  const leads = viewer.role === "manager" && viewer.teamId !== null && viewer.teamId === customer.ownerTeamId;
  return leads ? CLEAR : MASKED;
}

function maskContact(contact: ContactRow): ContactView {
  const masked = (value: string | null, mask: (value: string) => string) => (value ? mask(value) : null);
  return {
    id: contact.id,
    isPrimary: contact.isPrimary,
    name: masked(contact.name, maskName),
    title: masked(contact.title, maskText),
    phone: masked(contact.phone ?? contact.phoneE164, maskPhone),
    phoneE164: null,
    email: masked(contact.email, maskEmail),
    wechat: masked(contact.wechat, maskWechat),
    masked: true,
  };
}

/** The contacts as somebody with this access may see them. */
export function contactViews(access: ContactAccess, contacts: readonly ContactRow[]): ContactView[] {
  if (!access.clear) return contacts.map(maskContact);
  return contacts.map(({ id, name, title, phone, phoneE164, email, wechat, isPrimary }) => ({
    ...{ id, name, title, phone, phoneE164, email, wechat, isPrimary },
    masked: false,
  }));
}

/** The contacts of a customer as this viewer may see them. */
export const contactsFor = (
  viewer: Actor,
  customer: MaskedCustomer,
  policy: { maskContacts: boolean },
  contacts: readonly ContactRow[],
): ContactView[] => contactViews(contactAccess(viewer, customer, policy), contacts);

/** Free text as somebody with this access may see it. */
export const textFor = (access: ContactAccess, text: string | null): string | null =>
  text === null || access.clear ? text : maskText(text);

/** Tags as somebody with this access may see them; they are words that anybody types. */
export const tagsFor = (access: ContactAccess, tags: readonly string[]): string[] =>
  access.clear ? [...tags] : tags.map(maskText);
