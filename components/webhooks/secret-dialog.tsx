"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/select";
import { notify } from "@/components/ui/toast";
import { deleteEndpointAction, rotateSecretAction } from "@/lib/webhooks/actions";
import type { EndpointRow } from "@/lib/webhooks/types";

/** A secret that has just been made; it is never shown again. */
export function SecretDialog({ secret }: { secret: string }) {
  const t = useTranslations("webhooks");
  const common = useTranslations("common");
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    notify({ title: common("copied") });
  };
  return (
    <DialogContent
      title={t("secretTitle")}
      description={t("secretLead")}
      footer={
        <>
          <Button lead={<Copy aria-hidden />} onClick={() => void copy()}>
            {t("copySecret")}
          </Button>
          <DialogClose asChild>
            <Button variant="primary">{t("stored")}</Button>
          </DialogClose>
        </>
      }
    >
      <p
        data-testid="secret"
        className="select-all break-all rounded-md bg-muted px-3 py-2.5 font-mono text-13"
      >
        {secret}
      </p>
    </DialogContent>
  );
}

const OVERLAPS = [0, 1, 24, 72, 168] as const;

/** Makes a new secret, and says how long the old one goes on signing. */
export function RotateDialog(props: { endpoint: EndpointRow; onDone: (secret: string) => void }) {
  const { endpoint, onDone } = props;
  const t = useTranslations("webhooks");
  const common = useTranslations("common");
  const [hours, setHours] = useState(24);
  const { run, busy, failure } = useAsking();
  const rotate = async () => {
    const done = await run(() => rotateSecretAction({ endpointId: endpoint.id, overlapHours: hours }));
    if (done) onDone(done.secret);
  };
  return (
    <DialogContent
      title={t("rotateTitle")}
      description={t("rotateLead")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} onClick={() => void rotate()}>
            {t("rotate")}
          </Button>
        </>
      }
    >
      <Field label={t("overlap")}>
        {(control) => (
          <NativeSelect
            {...control}
            value={String(hours)}
            onChange={(event) => setHours(Number(event.target.value))}
            options={OVERLAPS.map((value) => ({
              value: String(value),
              label: t("overlapOption", { hours: value }),
            }))}
          />
        )}
      </Field>
      <FailureLine failure={failure} />
    </DialogContent>
  );
}

/** Takes an endpoint away, after saying what goes with it. */
export function DeleteDialog(props: { endpoint: EndpointRow; name: string; onDone: () => void }) {
  const { endpoint, name, onDone } = props;
  const t = useTranslations("webhooks");
  const common = useTranslations("common");
  const { run, busy, failure } = useAsking();
  const remove = async () => {
    const done = await run((asked) => deleteEndpointAction({ endpointId: endpoint.id }, asked));
    if (!done) return;
    notify({ title: t("deleted") });
    onDone();
  };
  return (
    <DialogContent
      title={t("deleteTitle", { name })}
      description={t("deleteLead", { count: endpoint.due })}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="danger" busy={busy} onClick={() => void remove()}>
            {t("delete")}
          </Button>
        </>
      }
    >
      <FailureLine failure={failure} />
    </DialogContent>
  );
}
