"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { notify } from "@/components/ui/toast";
import type { PoolRef } from "@/lib/customers/types";
import type { InboxRow } from "@/lib/forms/types";
import { createInboxAction, editInboxAction } from "@/lib/inbox/actions";
import { Code } from "./embed-panel";
import { draftOf, RoutesEditor, routeOf } from "./routes-editor";
import { type OwnField, useFieldNames } from "./use-field-names";

export type MadeInbox = { key: string; secret: string | null };

type DialogProps = {
  inbox: InboxRow | null;
  pools: readonly PoolRef[];
  own: readonly OwnField[];
  onDone: (made: MadeInbox | null) => void;
};

/** A new inbox, or where one leads and what the names of its posts mean. */
export function InboxDialog({ inbox, pools, own, onDone }: DialogProps) {
  const t = useTranslations("sources");
  const common = useTranslations("common");
  const [name, setName] = useState(inbox?.name ?? "");
  const [poolId, setPoolId] = useState(inbox?.poolId ?? pools[0]?.id ?? "");
  const [routes, setRoutes] = useState(() => (inbox?.routes ?? []).map(draftOf));
  const [mapping, setMapping] = useState(inbox?.mapping ?? {});
  const [signed, setSigned] = useState(false);
  const { run, busy, failure } = useAsking();
  const save = async () => {
    const facts = { name, poolId, routes: routes.map(routeOf).filter(({ values }) => values.length > 0) };
    if (!inbox) {
      const made = await run(() => createInboxAction({ ...facts, signed }));
      if (made) onDone(made);
      return;
    }
    const done = await run((asked) =>
      editInboxAction({ inboxId: inbox.id, ...facts, mapping, open: !inbox.closed }, asked),
    );
    if (!done) return;
    notify({ title: common("saved") });
    onDone(null);
  };
  return (
    <DialogContent
      title={inbox ? t("inbox.editTitle") : t("inbox.newTitle")}
      width="md"
      className="md:top-[8vh] md:max-h-[84vh]"
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant="primary"
            busy={busy}
            disabledReason={name.trim() ? undefined : t("form.problem.title")}
            onClick={() => void save()}
          >
            {inbox ? common("save") : t("addInbox")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("inbox.name")} required hint={t("inbox.nameHint")}>
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t("form.pool")}>
          {(control) => (
            <NativeSelect
              {...control}
              value={poolId}
              onChange={(event) => setPoolId(event.target.value)}
              options={pools.map((pool) => ({ value: pool.id, label: pool.name }))}
            />
          )}
        </Field>
        <RoutesEditor {...{ routes, pools, own }} onChange={setRoutes} />
        {inbox ? (
          <Mapping {...{ mapping, own }} onChange={setMapping} />
        ) : (
          <div className="flex items-center gap-2.5">
            <Switch checked={signed} onCheckedChange={setSigned} aria-label={t("inbox.signed")} />
            <span>
              <span className="block">{t("inbox.signed")}</span>
              <span className="block text-12 text-muted-foreground">{t("inbox.signedHint")}</span>
            </span>
          </div>
        )}
      </div>
      <FailureLine failure={failure} />
    </DialogContent>
  );
}

type MappingProps = {
  mapping: Record<string, string | null>;
  own: readonly OwnField[];
  onChange: (mapping: Record<string, string | null>) => void;
};

function Mapping({ mapping, own, onChange }: MappingProps) {
  const t = useTranslations("sources.inbox");
  const { options } = useFieldNames(own);
  const names = Object.keys(mapping).sort();
  return (
    <div className="flex flex-col gap-2">
      <span className="font-medium">{t("mapping")}</span>
      <p className="text-12 text-muted-foreground">
        {names.length > 0 ? t("mappingHint") : t("mappingNone")}
      </p>
      <ul className="flex flex-col gap-1.5">
        {names.map((name) => (
          <li key={name} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-2">
            <code className="truncate font-mono text-12" title={name}>
              {name}
            </code>
            <NativeSelect
              inputSize="sm"
              aria-label={t("into", { name })}
              value={mapping[name] ?? ""}
              onChange={(event) => onChange({ ...mapping, [name]: event.target.value || null })}
              placeholder={t("nowhere")}
              options={options}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where to post to, and the secret, which is shown once. */
export function MadeInboxDialog({ made, siteUrl }: { made: MadeInbox; siteUrl: string }) {
  const t = useTranslations("sources.inbox");
  const common = useTranslations("common");
  return (
    <DialogContent
      title={t("secretTitle")}
      footer={
        <DialogClose asChild>
          <Button variant="primary">{common("done")}</Button>
        </DialogClose>
      }
    >
      <div className="flex flex-col gap-3">
        <span className="text-12 text-muted-foreground">{t("address")}</span>
        <Code text={`${siteUrl}/api/inbox/${made.key}`} />
        {made.secret ? (
          <>
            <span className="text-12 text-muted-foreground">{t("secret")}</span>
            <Code text={made.secret} />
          </>
        ) : null}
      </div>
    </DialogContent>
  );
}
