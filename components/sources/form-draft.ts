import { v4 as newKey } from "uuid";
import type { Locale } from "@/db/enums";
import { isSite } from "@/lib/forms/rules";
import type { FormRow } from "@/lib/forms/types";
import { draftOf, type RouteDraft, routeOf } from "./routes-editor";

export type FieldDraft = { key: string; field: string; label: string; required: boolean };

/** A form as it is being written. */
export type FormDraft = {
  title: string;
  intro: string;
  locale: Locale;
  fields: FieldDraft[];
  consent: string;
  thanks: string;
  redirectUrl: string;
  poolId: string;
  routes: RouteDraft[];
  /** One a line. */
  origins: string;
};

/** `key` tells one line of the editor from another; what the server draws too must have the same there. */
export const fieldDraft = (field: string, label: string, required = false, key = newKey()): FieldDraft => ({
  ...{ key, field, label, required },
});

export const draftOfForm = (form: FormRow): FormDraft => ({
  ...{
    title: form.title,
    intro: form.intro,
    locale: form.locale,
    consent: form.consent,
    thanks: form.thanks,
  },
  ...{ redirectUrl: form.redirectUrl ?? "", poolId: form.poolId, origins: form.origins.join("\n") },
  fields: form.fields.map(({ field, label, required }) => fieldDraft(field, label, required, field)),
  routes: form.routes.map(draftOf),
});

const lines = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((line) => line.trim())
    .filter(Boolean);

const isWeb = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

export type DraftProblem = "title" | "fields" | "labels" | "routes" | "origins" | "redirect";

/** What keeps a draft from being saved, and the line that is at fault. */
export function problemOf(draft: FormDraft): { problem: DraftProblem; line: string } | null {
  const { title, fields, routes, origins, redirectUrl } = draft;
  const at = (problem: DraftProblem, line = "") => ({ problem, line });
  if (!title.trim()) return at("title");
  if (!fields.some(({ field }) => field === "name" || field === "contactName")) return at("fields");
  if (fields.some(({ label }) => !label.trim())) return at("labels");
  if (routes.some((route) => routeOf(route).values.length === 0)) return at("routes");
  const wrong = lines(origins).find((line) => !isSite(line));
  if (wrong) return at("origins", wrong);
  return redirectUrl.trim() && !isWeb(redirectUrl.trim()) ? at("redirect") : null;
}

/** A draft as the verb takes it. */
export const factsOf = (draft: FormDraft) => ({
  ...{
    title: draft.title,
    intro: draft.intro,
    locale: draft.locale,
    consent: draft.consent,
    thanks: draft.thanks,
  },
  ...{
    redirectUrl: draft.redirectUrl.trim() || null,
    poolId: draft.poolId,
    routes: draft.routes.map(routeOf),
  },
  fields: draft.fields.map(({ key: _key, ...field }) => field),
  origins: lines(draft.origins),
});
