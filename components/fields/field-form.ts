import { v4 as newKey } from "uuid";
import type { FieldType, Stage } from "@/db/enums";
import type { FieldRow } from "@/lib/custom-fields/types";

/** A choice as it is written; `value` is missing of a new one. */
export type OptionDraft = { key: string; value?: string; label: string; retired: boolean };

/** A field as an admin writes it. */
export type FieldWords = {
  label: string;
  type: FieldType;
  options: OptionDraft[];
  requiredStages: Stage[];
};

export const newOption = (label = ""): OptionDraft => ({ key: newKey(), label, retired: false });

export const NEW_FIELD = (): FieldWords => ({
  ...{ label: "", type: "text", requiredStages: [] },
  options: [newOption(), newOption()],
});

/** The form of a field that is there. */
export const wordsOf = ({ label, type, options, requiredStages }: FieldRow): FieldWords => ({
  ...{ label, type, requiredStages },
  options: options.map((one) => ({ key: one.value, ...one })),
});

export const hasOptions = (type: FieldType): boolean => type === "choice" || type === "multiple_choice";

/** The choices that are written at all; those left empty are none. */
export const writtenOptions = ({ type, options }: FieldWords): OptionDraft[] =>
  hasOptions(type) ? options.filter(({ label }) => label.trim() !== "") : [];

/** What keeps a field from being saved. */
export function problemOf(words: FieldWords): "labelMissing" | "optionsMissing" | "optionsSame" | null {
  if (words.label.trim() === "") return "labelMissing";
  if (!hasOptions(words.type)) return null;
  const open = writtenOptions(words).filter(({ retired }) => !retired);
  if (open.length === 0) return "optionsMissing";
  const labels = open.map(({ label }) => label.trim().toLowerCase());
  return new Set(labels).size < labels.length ? "optionsSame" : null;
}
