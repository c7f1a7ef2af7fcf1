"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/toast";
import { createEndpointAction, editEndpointAction } from "@/lib/webhooks/actions";
import type { UrlProblem } from "@/lib/webhooks/address-rules";
import { ALL_KINDS, type WebhookKind } from "@/lib/webhooks/catalogue";
import type { EndpointRow } from "@/lib/webhooks/types";
import { KindPicker } from "./kind-picker";

type DialogProps = {
  endpoint: EndpointRow | null;
  /** Called with the secret of a new endpoint, which is shown once. */
  onDone: (secret: string | null) => void;
};

/** A new endpoint, or where one is and what it wants. */
export function EndpointDialog({ endpoint, onDone }: DialogProps) {
  const t = useTranslations("webhooks");
  const common = useTranslations("common");
  const [url, setUrl] = useState(endpoint?.url ?? "https://");
  const [description, setDescription] = useState(endpoint?.description ?? "");
  const [kinds, setKinds] = useState<string[]>(endpoint?.kinds ?? [ALL_KINDS]);
  const { run, busy, failure, forget } = useAsking();
  const problem =
    failure?.error === "INVALID_INPUT" ? (failure.params?.problem as UrlProblem | undefined) : undefined;
  const reason = url.length < 9 ? t("noUrl") : kinds.length === 0 ? t("noKinds") : undefined;
  const save = async () => {
    const facts = { url: url.trim(), description, kinds: kinds as WebhookKind[] };
    if (endpoint) {
      const done = await run((asked) => editEndpointAction({ endpointId: endpoint.id, ...facts }, asked));
      if (!done) return;
      notify({ title: common("saved") });
      onDone(null);
      return;
    }
    const done = await run(() => createEndpointAction(facts));
    if (done) onDone(done.secret);
  };
  return (
    <DialogContent
      title={endpoint ? t("editTitle") : t("addTitle")}
      width="md"
      className="md:top-[8vh] md:max-h-[84vh]"
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} disabledReason={reason} onClick={() => void save()}>
            {endpoint ? common("save") : t("add")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label={t("url")}
          required
          hint={t("urlHint")}
          error={
            problem
              ? t(`urlProblem.${problem}`)
              : failure?.error === "INVALID_INPUT"
                ? t("urlProblem.not_a_url")
                : undefined
          }
        >
          {(control) => (
            <Input
              {...control}
              type="url"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              maxLength={2000}
              className="font-mono"
              value={url}
              onChange={(event) => {
                forget();
                setUrl(event.target.value);
              }}
            />
          )}
        </Field>
        <Field label={t("description")} optional>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </Field>
        <KindPicker chosen={kinds} onChange={setKinds} />
      </div>
      {failure && failure.error !== "INVALID_INPUT" ? <FailureLine failure={failure} /> : null}
    </DialogContent>
  );
}
