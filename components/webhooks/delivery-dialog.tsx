"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { getDeliveryAction } from "@/lib/webhooks/actions";
import { TEST_KIND } from "@/lib/webhooks/catalogue";
import type { AttemptRow, DeliveryDetail, DeliveryRow } from "@/lib/webhooks/types";
import { useFailureText } from "./use-failure-text";
import { useKindText } from "./use-kind-text";

type DialogProps = { row: DeliveryRow; busy: boolean; onReplay: () => void };

/** What was sent, every attempt with what came back, and the way to send it again. */
export function DeliveryDialog({ row, busy, onReplay }: DialogProps) {
  const t = useTranslations("webhooks");
  const common = useTranslations("common");
  const say = useKindText();
  const { run, failure } = useAsking();
  const [detail, setDetail] = useState<DeliveryDetail | null>(null);
  const read = useEffectEvent(async () => {
    setDetail(await run(() => getDeliveryAction({ deliveryId: row.id })));
  });
  useEffect(() => {
    void read();
  }, []);
  const again = row.state !== "due" && row.kind !== TEST_KIND;
  return (
    <DialogContent
      title={row.name ? `${row.name} · ${say(row.kind)}` : say(row.kind)}
      width="md"
      className="md:top-[8vh] md:max-h-[84vh]"
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("close")}</Button>
          </DialogClose>
          {again ? (
            <Button variant="primary" busy={busy} onClick={onReplay}>
              {t("delivery.replay")}
            </Button>
          ) : null}
        </>
      }
    >
      {detail ? <Detail detail={detail} /> : failure ? <FailureLine failure={failure} /> : <Spinner />}
    </DialogContent>
  );
}

function Detail({ detail }: { detail: DeliveryDetail }) {
  const t = useTranslations("webhooks");
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h3 className="text-12 text-muted-foreground">{t("delivery.id")}</h3>
        <p className="select-all break-all font-mono text-12">{detail.messageId}</p>
      </div>
      <div>
        <h3 className="text-12 text-muted-foreground">{t("delivery.log")}</h3>
        {detail.attempts.length === 0 ? <p className="text-13">{t("delivery.noAttempts")}</p> : null}
        <ul>
          {detail.attempts.map((attempt) => (
            <Attempt key={attempt.id} attempt={attempt} />
          ))}
        </ul>
      </div>
      <div>
        <h3 className="mb-1 text-12 text-muted-foreground">{t("delivery.body")}</h3>
        <pre className="whitespace-pre-wrap break-words rounded-md bg-muted px-3 py-2.5 font-mono text-12">
          {JSON.stringify(JSON.parse(detail.body), null, 2)}
        </pre>
      </div>
    </div>
  );
}

function Attempt({ attempt }: { attempt: AttemptRow }) {
  const t = useTranslations("webhooks");
  const sayFailure = useFailureText();
  const { moment } = useMoments();
  const { status, error, answer, durationMs, at } = attempt;
  return (
    <li className="border-hairline border-b py-1.5 last:border-b-0">
      <p className="flex flex-wrap items-center gap-x-3 text-13">
        <span className={error ? "text-danger-text" : "text-success-text"}>
          {status ? t("delivery.status", { status }) : sayFailure(error ?? "no_answer")}
        </span>
        {status && error ? <span className="text-muted-foreground">{sayFailure(error)}</span> : null}
        <span className="ms-auto text-12 text-muted-foreground tabular-nums">
          {t("delivery.ms", { ms: durationMs })} · {moment(at)}
        </span>
      </p>
      {answer ? (
        <pre className="mt-1 max-h-24 overflow-auto whitespace-pre-wrap break-all font-mono text-12 text-muted-foreground">
          {answer}
        </pre>
      ) : null}
    </li>
  );
}
