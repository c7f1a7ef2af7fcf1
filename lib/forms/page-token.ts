import { randomBytes } from "node:crypto";
import { markOf, sameText } from "@/lib/secret-box";
import { PAGE_LIVES } from "./rules";

const PURPOSE = "page of a form";

/** A token for one page of a form: it says when the page was made, and is good for one post. */
export function makePageToken(key: string, now: Date): string {
  const text = `${now.getTime().toString(36)}.${randomBytes(12).toString("base64url")}`;
  return `${text}.${markOf(PURPOSE, `${key} ${text}`)}`;
}

/** A page of ours: its ticket, how long it has been open, and whether that is too long. */
export type Page = { ticket: string; elapsedMs: number; over: boolean };

/** The page that a token was made for; null for one that we never made for this form. */
export function readPageToken(token: string, key: string, now: Date): Page | null {
  const [at = "", ticket = "", mark = ""] = token.split(".");
  if (!sameText(mark, markOf(PURPOSE, `${key} ${at}.${ticket}`))) return null;
  const elapsedMs = now.getTime() - Number.parseInt(at, 36);
  return elapsedMs >= 0 ? { ticket, elapsedMs, over: elapsedMs > PAGE_LIVES } : null;
}
