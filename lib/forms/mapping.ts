import { meaningOf } from "@/lib/imports/header-words";
import { OWN_FIELD, SOURCE_FIELDS } from "./rules";

const LIKELY = 0.75;

const isOurs = (field: string): boolean =>
  (SOURCE_FIELDS as readonly string[]).includes(field) || OWN_FIELD.test(field);

/** Names that mail services and forms use for what is written, beside those of lists of customers. */
const BESIDE: Readonly<Record<string, string>> = {
  ...{
    message: "note",
    text: "note",
    content: "note",
    body: "note",
    bodyplain: "note",
    strippedtext: "note",
  },
  ...{
    textbody: "note",
    subject: "note",
    留言: "note",
    内容: "note",
    內容: "note",
    需求: "note",
    咨询内容: "note",
  },
  ...{ 諮詢內容: "note", 主题: "note", 主旨: "note", enquiry: "note", inquiry: "note", comments: "note" },
  ...{
    from: "email",
    sender: "email",
    replyto: "email",
    信箱: "email",
    姓名: "contactName",
    称呼: "contactName",
  },
  ...{ 稱呼: "contactName", fullname: "contactName", fromname: "contactName", yourname: "contactName" },
  ...{
    公司名稱: "name",
    客戶名稱: "name",
    電話: "phone",
    手機: "phone",
    聯絡人: "contactName",
    統編: "externalId",
  },
  ...{ name: "contactName", firstname: "contactName" },
};

const fold = (name: string): string =>
  (name.split(".").at(-1) ?? name)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-:：*]+/g, "");

/** Which of our fields a name of another system means, as far as the name says so; null when it doesn't. */
export function proposeField(name: string): string | null {
  const beside = BESIDE[fold(name)];
  if (beside) return isOurs(beside) ? beside : null;
  const meaning = meaningOf(name.split(".").at(-1) ?? name);
  if (!meaning?.field || meaning.confidence < LIKELY) return null;
  return isOurs(meaning.field) ? meaning.field : null;
}

/** So many names of another system are remembered; what stands under others is kept behind the note. */
const MOST_NAMES = 1_000;

/** The mapping with a proposal for every name that it doesn't know yet, as long as it has room; what a person has decided stays. */
export function withProposals(
  mapping: Readonly<Record<string, string | null>>,
  names: readonly string[],
): Record<string, string | null> {
  const room = Math.max(0, MOST_NAMES - Object.keys(mapping).length);
  const fresh = names.filter((name) => !Object.hasOwn(mapping, name)).slice(0, room);
  return { ...mapping, ...Object.fromEntries(fresh.map((name) => [name, proposeField(name)])) };
}

/**
 * Values by their names as values by our fields: of several names for one field the first that says something counts, and
 * all that is left, with what has no field, is kept behind the note.
 */
export function byOurFields(
  values: Readonly<Record<string, string>>,
  mapping: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const ours: Record<string, string> = {};
  const beside: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value.trim() === "") continue;
    // A person has put it right under our own name.
    const field = isOurs(name) && !Object.hasOwn(mapping, name) ? name : (mapping[name] ?? null);
    if (field === "note") beside.unshift(value);
    else if (field && ours[field] === undefined) ours[field] = addressIn(field, value);
    else if (!field) beside.push(`${name}: ${value}`);
  }
  const note = beside.join("\n").slice(0, 5000);
  return note ? { ...ours, note } : ours;
}

/** Of `Li Na <li@example.com>` the address alone. */
function addressIn(field: string, value: string): string {
  if (field !== "email") return value;
  return /<([^<>\s]+@[^<>\s]+)>/.exec(value)?.[1] ?? value;
}
