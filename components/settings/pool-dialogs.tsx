"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { NativeSelect } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { notify } from "@/components/ui/toast";
import { getPolicyAction } from "@/lib/policies/actions";
import { createPoolAction, editPoolAction } from "@/lib/pools/actions";
import type { PoolRow } from "@/lib/pools/types";

type Words = { name: string; description: string };

function NameFields({ value, onChange }: { value: Words; onChange: (value: Words) => void }) {
  const t = useTranslations("policy.settings");
  return (
    <div className="flex flex-col gap-3.5">
      <Field label={t("name")} required>
        {(control) => (
          <Input
            {...control}
            maxLength={60}
            value={value.name}
            onChange={(event) => onChange({ ...value, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("description")} optional hint={t("descriptionHint")}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            className="min-h-16"
            maxLength={500}
            value={value.description}
            onChange={(event) => onChange({ ...value, description: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function Foot(props: { label: string; busy: boolean; missing: boolean; onRun: () => void }) {
  const common = useTranslations("common");
  const t = useTranslations("policy.settings");
  return (
    <>
      <DialogClose asChild>
        <Button>{common("cancel")}</Button>
      </DialogClose>
      <Button
        variant="primary"
        busy={props.busy}
        {...(props.missing ? { disabledReason: t("nameMissing") } : {})}
        onClick={props.onRun}
      >
        {props.label}
      </Button>
    </>
  );
}

/** A new pool, with the default rules or those of another. */
export function CreatePoolDialog(props: {
  pools: readonly PoolRow[];
  /** Everybody active. */
  people: readonly string[];
  onDone: () => void;
}) {
  const { pools, people, onDone } = props;
  const t = useTranslations("policy.settings");
  const router = useRouter();
  const [words, setWords] = useState<Words>({ name: "", description: "" });
  const [from, setFrom] = useState("");
  const [everybody, setEverybody] = useState(true);
  const { run, busy, failure } = useAsking();
  const create = async () => {
    const policy = from ? await getPolicyAction({ poolId: from }) : null;
    const done = await run((options) =>
      createPoolAction(
        {
          ...words,
          ...(policy?.ok ? { document: policy.data.document } : {}),
          ...(everybody ? { memberIds: [...people] } : {}),
        },
        options,
      ),
    );
    if (!done) return;
    notify({ title: t("created", { name: words.name }) });
    onDone();
    router.push(`/settings/pools/${done.poolId}`);
  };
  return (
    <DialogContent
      title={t("createTitle")}
      description={t("createLead")}
      footer={
        <Foot
          label={t("create")}
          busy={busy}
          missing={words.name.trim() === ""}
          onRun={() => void create()}
        />
      }
    >
      <NameFields value={words} onChange={setWords} />
      <Field label={t("copyFrom")} className="mt-3.5">
        {(control) => (
          <NativeSelect
            {...control}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
            options={[
              { value: "", label: t("defaults") },
              ...pools.map((pool) => ({ value: pool.id, label: `${pool.name} v${pool.policyVersion}` })),
            ]}
          />
        )}
      </Field>
      <Label htmlFor="everybody" className="mt-3.5 flex items-center gap-2.5 font-normal">
        <Checkbox id="everybody" checked={everybody} onCheckedChange={(on) => setEverybody(on === true)} />
        {t("everybody")}
      </Label>
      <FailureLine failure={failure} />
    </DialogContent>
  );
}

/** The name and the description of a pool. */
export function EditPoolDialog({ pool, onDone }: { pool: PoolRow; onDone: () => void }) {
  const t = useTranslations("policy.settings");
  const common = useTranslations("common");
  const [words, setWords] = useState<Words>({ name: pool.name, description: pool.description });
  const { run, busy, failure } = useAsking();
  const save = async () => {
    const done = await run((options) => editPoolAction({ poolId: pool.id, ...words }, options));
    if (!done) return;
    notify({ title: common("saved") });
    onDone();
  };
  return (
    <DialogContent
      title={t("editTitle", { name: pool.name })}
      footer={
        <Foot
          label={common("save")}
          busy={busy}
          missing={words.name.trim() === ""}
          onRun={() => void save()}
        />
      }
    >
      <NameFields value={words} onChange={setWords} />
      <FailureLine failure={failure} />
    </DialogContent>
  );
}
