import type { FieldType, Locale } from "@/db/enums";
import type { StoredFile, StoredFormField, StoredRoute, SubmissionState } from "@/db/schema/forms";
import type { HoldReason } from "./rules";

export type Counts = { received: number; held: number; done: number; lastAt: Date | null };

export type FormRow = {
  id: string;
  key: string;
  title: string;
  intro: string;
  locale: Locale;
  fields: StoredFormField[];
  consent: string;
  thanks: string;
  redirectUrl: string | null;
  poolId: string;
  routes: StoredRoute[];
  origins: string[];
  closed: boolean;
} & Counts;

export type InboxRow = {
  id: string;
  key: string;
  name: string;
  mapping: Record<string, string | null>;
  poolId: string;
  routes: StoredRoute[];
  signed: boolean;
  closed: boolean;
} & Counts;

/** A field of the public page, with what it offers. */
export type PublicField = StoredFormField & { type: FieldType | "email" | "tel" | "long"; choices: string[] };

export type PublicForm = {
  key: string;
  title: string;
  intro: string;
  locale: Locale;
  fields: PublicField[];
  consent: string;
  thanks: string;
  redirectUrl: string | null;
  origins: string[];
};

export type SubmissionRow = {
  id: string;
  source: { kind: "form" | "inbox"; id: string; name: string };
  receivedAt: Date;
  state: SubmissionState;
  reasons: HoldReason[];
  outcome: "created" | "enquiry" | null;
  customer: { id: string; name: string } | null;
  /** What was attached, and whether the reader may open it. */
  files: StoredFile[];
  mayOpen: boolean;
  /** By their names; what has a meaning to us has it beside. */
  values: { name: string; field: string | null; value: string }[];
};

export type SubmissionPage = { rows: SubmissionRow[]; nextCursor: string | null };
