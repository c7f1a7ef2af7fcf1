"use client";

import { useTranslations } from "next-intl";
import type { IssueRow } from "@/lib/quality/types";

/** What speaks for an issue, where the customer lies and who found it, each in a line. */
export function useIssueWords() {
  const t = useTranslations("quality");
  const evidence = useTranslations("quality.evidence");
  const summary = ({ kind, proofs }: IssueRow): string => {
    const reports = proofs.filter((one) => one.kind === "report");
    const followUps = proofs.filter((one) => one.kind === "follow_up");
    const phones = proofs.flatMap((one) => (one.kind === "phone" ? [one.phone] : []));
    const said = reports.find(({ note }) => note !== "")?.note;
    const parts = [
      ...(reports.length > 0 ? [evidence("reports", { count: reports.length })] : []),
      ...(followUps.length > 0 ? [evidence("followUps", { count: followUps.length })] : []),
      ...(phones.length > 0 ? [evidence("phones", { phones: phones.join(evidence("comma")) })] : []),
      ...(kind === "unreachable" && proofs.length === 0 ? [evidence("none")] : []),
    ];
    const line = parts.join(evidence("comma"));
    return said ? `${line} · ${said}` : line;
  };
  const place = ({ customer }: IssueRow): string =>
    customer.owner
      ? t("place.owned", { owner: customer.owner.name })
      : t("place.pooled", { pool: customer.pool.name });
  const foundBy = ({ foundByName }: IssueRow): string => foundByName ?? t("byAudit");
  return { summary, place, foundBy };
}
