import { DomainError } from "@/lib/errors";

/** What somebody has seen of a customer: its ownership, and its facts as of an instant (null: any). */
export type SeenVersion = { version: number; editedAt: string | null };

const TAG = /^"v(\d{1,9})(?:-(\d{1,15}))?"$/;

/** The tag of a version: of a customer with the instant of its last edit, of policies the number alone. */
export const tagOf = (version: number, editedAt?: string | Date): string =>
  `"v${version}${editedAt === undefined ? "" : `-${new Date(editedAt).getTime()}`}"`;

/** What If-Match names; null without one, or for any version. STALE_OWNERSHIP for a tag that is none of ours. */
export function readIfMatch(header: string | null): SeenVersion | null {
  const text = header?.trim();
  if (!text || text === "*") return null;
  const [, version, edited] = TAG.exec(text) ?? [];
  const at = new Date(Number(edited ?? 0));
  if (!version || Number.isNaN(at.getTime())) throw new DomainError("STALE_OWNERSHIP");
  return { version: Number(version), editedAt: edited === undefined ? null : at.toISOString() };
}
