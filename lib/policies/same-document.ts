import { isDeepStrictEqual } from "node:util";
import { PolicyDocument } from "./schema";

/** Whether two documents are the same in every word, the stored one read as it would be today. */
export const sameDocument = (stored: unknown, given: PolicyDocument): boolean =>
  isDeepStrictEqual(PolicyDocument.parse(stored), PolicyDocument.parse(given));
