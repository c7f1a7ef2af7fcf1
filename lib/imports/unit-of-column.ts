import { type AmountUnit, unitOfHeader } from "@/lib/custom-fields/amount-text";
import { foldHeader } from "./header-words";

/**
 * In what the bare amounts of a column stand, by its header. A header that is the own field's very name says nothing of the
 * file: what we export comes back as it was.
 */
export const unitOfColumn = (header: string, ownLabel?: string): AmountUnit | undefined =>
  ownLabel !== undefined && foldHeader(ownLabel) === foldHeader(header)
    ? undefined
    : unitOfHeader(header)?.unit;
