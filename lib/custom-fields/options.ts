import { newId } from "@/db/columns";
import type { StoredOption } from "@/db/schema/custom-fields";
import { DomainError } from "@/lib/errors";
import { MAX_OPTIONS } from "./limits";
import type { EditFieldInput } from "./schema";
import type { FieldDef } from "./types";

/** A short name that stays when the words change: the random end of an id. */
export const slug = (prefix: "f" | "o"): string => `${prefix}_${newId().replaceAll("-", "").slice(-8)}`;

export const newOption = (label: string): StoredOption => ({ value: slug("o"), label });

/**
 * The options after an edit: in the order given, new ones with a value of their own, and retired at the end what is not
 * named, for customers may hold it. INVALID_INPUT for a value that isn't there, or when none is left in use.
 */
export function editedOptions(
  field: Pick<FieldDef, "type" | "options">,
  given: EditFieldInput["options"],
): StoredOption[] {
  const wrong = (problem: string) => new DomainError("INVALID_INPUT", { field: "options", problem });
  const choices = field.type === "choice" || field.type === "multiple_choice";
  if (!choices) {
    if (given.length > 0) throw wrong("no_choices");
    return [];
  }
  const known = new Set(field.options.map(({ value }) => value));
  const named = given.flatMap(({ value }) => value ?? []);
  if (named.some((value) => !known.has(value)) || new Set(named).size < named.length) throw wrong("unknown");
  const kept = given.map(({ value, label, retired }): StoredOption => {
    const one = value === undefined ? newOption(label) : { value, label };
    return retired ? { ...one, retired: true } : one;
  });
  const left = field.options.filter(({ value }) => !named.includes(value));
  const options = [
    ...kept,
    ...left.map(({ value, label }): StoredOption => ({ value, label, retired: true })),
  ];
  if (!options.some(({ retired }) => !retired)) throw wrong("none_left");
  if (options.length > MAX_OPTIONS) throw wrong("too_many");
  return options;
}
