/** What the page of a form knows of its last sending; `values` are what was written, for the page to show again. */
export type PublicAnswer = {
  outcome: "asking" | "thanks" | "missing" | "again" | "closed" | "too_many" | "failed";
  values: Record<string, string>;
  fields?: string[];
  thanks?: string;
  redirectUrl?: string | null;
  token?: string;
};
