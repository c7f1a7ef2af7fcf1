import type { CountryCode } from "libphonenumber-js/max";
import type { DataIssueKind } from "@/db/enums";
import type { IssueEvidence } from "@/db/schema/quality";
import { normalisePhone } from "@/lib/customers/normalise";
import { AUDITED, GONE_PEOPLE } from "./rules";
import type { KnownIssue, SeenData } from "./seen-sql";

/** What speaks for an issue now, and since when. */
export type Found = { kind: DataIssueKind; evidence: IssueEvidence; evidenceAt: number };

/** What an audit does about the issues of one customer. */
export type Decision = { open: Found[]; renew: { id: string; found: Found }[]; fix: string[] };

export type Audited = { country: CountryCode; goneAfter: number };

const isPhone = (phone: string, country: CountryCode): boolean =>
  !("error" in normalisePhone(phone, country));

/** Everything that is wrong with the data of a customer as far as a machine can tell. */
export function findingsOf(seen: SeenData, { country, goneAfter }: Audited): Found[] {
  const odd = seen.odd ?? [];
  const bad = odd.filter(({ phone }) => !isPhone(phone, country));
  const found: Found[] = [];
  if (seen.wrong_at !== null) {
    found.push({
      ...{ kind: "wrong_number", evidenceAt: seen.wrong_at },
      evidence: { followUps: seen.wrong_ids ?? [] },
    });
  }
  if (seen.unanswered >= goneAfter && seen.unanswered_by >= GONE_PEOPLE && seen.unanswered_at !== null) {
    found.push({
      ...{ kind: "gone", evidenceAt: seen.unanswered_at },
      evidence: { followUps: seen.unanswered_ids ?? [] },
    });
  }
  if (!seen.sure && bad.length === odd.length) {
    found.push({ kind: "unreachable", evidenceAt: seen.ways_at, evidence: {} });
  }
  if (bad.length > 0) {
    found.push({
      ...{ kind: "bad_phone", evidenceAt: seen.ways_at },
      evidence: { contacts: bad.map(({ id }) => id) },
    });
  }
  return found;
}

/**
 * Whether an open issue that nothing speaks for any more has been mended. What people said, in a follow-up or a report, is
 * mended by a change of the phones or a conversation since; what only the data shows, by the data.
 */
function isMended(issue: KnownIssue, seen: SeenData): boolean {
  if (issue.kind === "reported") return false;
  if (issue.kind === "unreachable" || issue.kind === "bad_phone") return true;
  return Math.max(seen.phones_at ?? 0, seen.reached_at ?? 0) >= issue.evidence_at;
}

/** What is to be opened, brought up to date and closed. What somebody has decided comes back only with new evidence. */
export function decide(seen: SeenData, audited: Audited): Decision {
  const issues = seen.issues ?? [];
  const found = findingsOf(seen, audited);
  const decision: Decision = { open: [], renew: [], fix: [] };
  for (const kind of AUDITED) {
    const open = issues.find((one) => one.kind === kind && one.state === "open");
    const finding = found.find((one) => one.kind === kind);
    if (open && finding) {
      if (finding.evidenceAt > open.evidence_at) decision.renew.push({ id: open.id, found: finding });
    } else if (open) {
      if (isMended(open, seen)) decision.fix.push(open.id);
    } else if (finding) {
      const decided = issues.filter((one) => one.kind === kind).map((one) => one.evidence_at);
      if (finding.evidenceAt > Math.max(0, ...decided)) decision.open.push(finding);
    }
  }
  return decision;
}

export const isNothing = ({ open, renew, fix }: Decision): boolean =>
  open.length + renew.length + fix.length === 0;
