import type { StoredFormField } from "@/db/schema/forms";
import { maskName } from "@/lib/masking/mask";
import { SOURCE_FIELDS } from "./rules";

type Values = Readonly<Record<string, string>>;
/** What stands under a name, and which of our fields it means. */
type Said = { field: string | null; label: string; value: string };

/** Of one value: the message below has to have room. */
const MOST_OF_ONE = 200;

const isOurs = (name: string): boolean => (SOURCE_FIELDS as readonly string[]).includes(name);

/** The company first, then who wrote and how to reach him; what is the organisation's own comes last. */
const placeOf = ({ field }: Said): number => {
  const place = (SOURCE_FIELDS as readonly (string | null)[]).indexOf(field);
  return place < 0 ? SOURCE_FIELDS.length : place;
};

const ofForm = (fields: readonly StoredFormField[], values: Values): Said[] => {
  const labels = new Map(fields.map(({ field, label }) => [field, label]));
  return Object.entries(values).map(([field, value]) => ({
    field,
    label: labels.get(field) ?? field,
    value,
  }));
};

const ofPost = (mapping: Readonly<Record<string, string | null>>, values: Values): Said[] =>
  Object.entries(values).map(([name, value]) => ({
    field: mapping[name] ?? (isOurs(name) ? name : null),
    label: name,
    value,
  }));

/**
 * What a customer that is there already has written beside its message, a line for each: under which name, who it was and
 * how to reach him. Free text is masked by what it looks like, so that a person's name, which looks like nothing, is
 * written as a mask shows it, and a chat id behind the word that tells what it is.
 */
export function whatElse(
  source: { fields: readonly StoredFormField[] } | { mapping: Readonly<Record<string, string | null>> },
  values: Values,
): string {
  const said = "fields" in source ? ofForm(source.fields, values) : ofPost(source.mapping, values);
  return said
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .flatMap(({ field, label, value }) => {
      const text = value.replace(/\s+/g, " ").trim().slice(0, MOST_OF_ONE);
      // The message itself stands below, with what has no meaning to us.
      if (text === "" || field === null || field === "note") return [];
      if (field === "contactName") return [`${label}: ${maskName(text)}`];
      return [field === "wechat" ? `WeChat: ${text}` : `${label}: ${text}`];
    })
    .join("\n");
}
