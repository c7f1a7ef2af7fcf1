"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { RefusalNote } from "@/components/customers/refusal-note";
import { useMoments } from "@/components/customers/use-moments";
import { RowDone } from "@/components/data-table/row-action";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ClaimPromise, PeekView } from "@/lib/customers/customer-types";
import { actOf } from "@/lib/i18n/rule-text";
import type { PoolQuota } from "@/lib/quotas/types";
import { TakenNote } from "./claim-cell";
import type { Mark } from "./claim-store";
import { OpenToClaims } from "./open-to-claims";
import { permitOf } from "./quota-state";
import { useDeadlineText } from "./use-claim";

type ClaimFootProps = { peek: PeekView; mark: Mark | null; quota: PoolQuota; onClaim: () => void };

/** The promise of a claim and its button; the reason in its place, or what came of it. */
export function ClaimFoot({ peek, mark, quota, onClaim }: ClaimFootProps) {
  const t = useTranslations("pool");
  const toast = useTranslations("pool.toast");
  const say = useErrorText();
  const deadline = useDeadlineText();
  if (mark?.kind === "lost") return <TakenNote ownerName={mark.ownerName} />;
  if (mark?.kind === "claimed") {
    return (
      <div className="flex min-h-9 flex-1 items-center gap-3">
        <RowDone>{t("claimed")}</RowDone>
        <span className="min-w-0 text-12 text-muted-foreground">
          {mark.held ? deadline(mark.held) : null}
        </span>
        <Button asChild className="ms-auto" variant="primary">
          <Link href={`/customers/${peek.id}`}>{toast("followUp")}</Link>
        </Button>
      </div>
    );
  }
  const permit = permitOf(peek, quota);
  if (!permit.ok) {
    return (
      <div className="flex min-h-9 flex-1 flex-col justify-center gap-0.5">
        <RefusalNote permit={permit} />
        <p className="text-12 text-muted-foreground">{say(permit)}</p>
        {permit.error === "AWAITS_DECISION" && peek.mayDecide ? (
          <p className="pt-1">
            <OpenToClaims ids={[peek.id]} />
          </p>
        ) : null}
      </div>
    );
  }
  return (
    <>
      <PromiseLine promise={peek.promise} />
      <Button
        variant="primary"
        size="lg"
        kbd="C"
        onClick={onClaim}
        className="w-full max-md:w-auto max-md:min-w-28"
      >
        {t("claim")}
      </Button>
    </>
  );
}

/** What the claim would promise: until when, to do what, by which rule of which version. */
function PromiseLine({ promise }: { promise: ClaimPromise }) {
  const t = useTranslations("deadline");
  const now = useNow();
  const { moment } = useMoments();
  const rules = useRuleWords();
  const { dueAt, rule, policyVersion, poolName } = promise;
  const version = t("version", { version: policyVersion });
  return (
    <p className="min-w-0 flex-1 text-12 text-muted-foreground">
      {dueAt && rule
        ? t.rich(`promise.${actOf(rule)}`, {
            moment: moment(dueAt, now),
            pool: poolName,
            b: (chunks) => <b className="whitespace-nowrap font-semibold text-foreground">{chunks}</b>,
          })
        : t("promise.none")}
      <span className="block text-faint-foreground">
        {rule ? `${rules.long(rule)} · ${version}` : version}
      </span>
    </p>
  );
}
