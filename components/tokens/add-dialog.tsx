"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioChips } from "@/components/ui/radio-chips";
import { NativeSelect } from "@/components/ui/select";
import { createTokenAction } from "@/lib/tokens/actions";
import { LIFETIMES } from "@/lib/tokens/schema";

const CHOICES = ["all", "read", "some"] as const;
type Choice = (typeof CHOICES)[number];
const DAY_MS = 86_400_000;

type AddProps = {
  /** The scopes that one's role has. */
  scopes: readonly string[];
  /** Called with the secret, which is shown once. */
  onDone: (secret: string) => void;
};

/** A new token of one's own: what it is for, what it may, and for how long. */
export function AddTokenDialog({ scopes, onDone }: AddProps) {
  const t = useTranslations("tokens");
  const common = useTranslations("common");
  const [name, setName] = useState("");
  const [choice, setChoice] = useState<Choice>("all");
  const [some, setSome] = useState<readonly string[]>([]);
  const [days, setDays] = useState("90");
  const { run, busy, failure } = useAsking();
  const chosen = choice === "all" ? ["*"] : choice === "read" ? ["*.read"] : [...some];
  const reason = name.trim() === "" ? t("noName") : chosen.length === 0 ? t("noScopes") : undefined;
  const create = async () => {
    const expiresAt = days === "" ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const made = await run(() => createTokenAction({ name, scopes: chosen, expiresAt }));
    if (made) onDone(made.secret);
  };
  return (
    <DialogContent
      title={t("addTitle")}
      width="md"
      className="md:top-[8vh] md:max-h-[84vh]"
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} disabledReason={reason} onClick={() => void create()}>
            {t("add")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("name")} required hint={t("nameHint")}>
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              autoComplete="off"
              placeholder={t("namePlaceholder")}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-col gap-1.5">
          <span className="font-medium">{t("scope")}</span>
          <RadioChips
            label={t("scope")}
            value={choice}
            onValueChange={setChoice}
            options={CHOICES.map((value) => ({ value, label: t(`scopes.${value}`) }))}
          />
          {choice === "some" ? <ScopeList scopes={scopes} chosen={some} onChange={setSome} /> : null}
        </div>
        <Field label={t("expires")}>
          {(control) => (
            <NativeSelect
              {...control}
              value={days}
              onChange={(event) => setDays(event.target.value)}
              options={LIFETIMES.map((length) => ({
                value: length === null ? "" : String(length),
                label: length === null ? t("forever") : t("days", { days: length }),
              }))}
            />
          )}
        </Field>
      </div>
      <FailureLine failure={failure} />
    </DialogContent>
  );
}

type ScopeListProps = {
  scopes: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
};

/** The scopes by the names that the API has for them. */
function ScopeList({ scopes, chosen, onChange }: ScopeListProps) {
  const id = useId();
  return (
    <ul className="mt-1 grid grid-cols-2 gap-x-4 rounded-md border border-border px-3 py-2 max-md:grid-cols-1">
      {scopes.map((scope) => (
        <li key={scope}>
          <label
            htmlFor={`${id}-${scope}`}
            className="flex min-h-7 items-center gap-2 font-mono text-12 max-md:min-h-11"
          >
            <Checkbox
              id={`${id}-${scope}`}
              checked={chosen.includes(scope)}
              onCheckedChange={(on) =>
                onChange(on === true ? [...chosen, scope] : chosen.filter((one) => one !== scope))
              }
            />
            {scope}
          </label>
        </li>
      ))}
    </ul>
  );
}
