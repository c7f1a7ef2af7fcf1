import { DomainError } from "@/lib/errors";
import { webAddress } from "@/lib/imports/field-values";
import { checkCreditCode } from "./normalise";

/** The credit code as it is kept; INVALID_INPUT for what is none. */
export function readCreditCode(typed: string | null): string | null {
  if (!typed) return null;
  const checked = checkCreditCode(typed);
  if ("code" in checked) return checked.code;
  throw new DomainError("INVALID_INPUT", { field: "creditCode", problem: checked.error });
}

/** The address of a site as it may become a link; INVALID_INPUT for what is none. */
export function readWebsite(typed: string | null): string | null {
  if (!typed) return null;
  const address = webAddress(typed);
  if (address) return address;
  throw new DomainError("INVALID_INPUT", { field: "website", problem: "invalid" });
}
