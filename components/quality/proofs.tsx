"use client";

import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import type { Proof } from "@/lib/quality/types";

/** What speaks for an issue, the newest first, as the viewer may see it. */
export function Proofs({ proofs }: { proofs: readonly Proof[] }) {
  const t = useTranslations("quality.evidence");
  if (proofs.length === 0) return <p className="text-muted-foreground">{t("none")}</p>;
  return (
    <ul className="flex flex-col gap-2.5">
      {proofs.map((proof) => (
        <li key={`${proof.kind} ${proof.id}`}>
          <ProofLine proof={proof} />
        </li>
      ))}
    </ul>
  );
}

function ProofLine({ proof }: { proof: Proof }) {
  const t = useTranslations("quality.evidence");
  const channels = useTranslations("enums.channel");
  const outcomes = useTranslations("enums.outcome");
  const now = useNow();
  const { moment } = useMoments();
  if (proof.kind === "phone") {
    return (
      <p className="flex gap-2">
        <span className="text-muted-foreground">{t("phone", { name: proof.name ?? t("unnamed") })}</span>
        <span className="ms-auto whitespace-nowrap">{proof.phone}</span>
      </p>
    );
  }
  const head =
    proof.kind === "report"
      ? t("report", { name: proof.byName })
      : t("followUp", {
          name: proof.byName,
          channel: channels(proof.channel),
          outcome: outcomes(proof.outcome),
        });
  return (
    <>
      <p className="flex gap-2">
        <span className="min-w-0">{head}</span>
        <span className="ms-auto whitespace-nowrap text-12 text-faint-foreground">
          {moment(proof.at, now)}
        </span>
      </p>
      {proof.note ? <p className="break-words text-muted-foreground">{proof.note}</p> : null}
    </>
  );
}
