import type { CountryCode } from "libphonenumber-js/max";
import { DomainError } from "@/lib/errors";
import { normalisePhone } from "./normalise";

/** Reads a typed phone: as it is kept and, where the world can dial it, as E.164. INVALID_INPUT for what is no number. */
export function readPhone(
  typed: string | null,
  country: CountryCode,
  field: string,
): { phone: string | null; phoneE164: string | null } {
  if (!typed) return { phone: null, phoneE164: null };
  const phone = normalisePhone(typed, country);
  if ("error" in phone) throw new DomainError("INVALID_INPUT", { field, problem: phone.error });
  if (phone.rest.length > 0) throw new DomainError("INVALID_INPUT", { field, problem: "several" });
  return { phone: typed, phoneE164: phone.e164 };
}
