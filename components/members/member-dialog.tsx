"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { RadioChips } from "@/components/ui/radio-chips";
import { NativeSelect } from "@/components/ui/select";
import { notify } from "@/components/ui/toast";
import { ROLES, type Role } from "@/db/enums";
import type { ActionFailure } from "@/lib/action-result";
import { setMembersAction } from "@/lib/pools/actions";
import { createUserAction, editUserAction } from "@/lib/users/actions";
import type { UserRow } from "@/lib/users/types";
import { type Issued, PasswordOnce } from "./password-once";

export type Choice = { id: string; name: string };

type Values = {
  name: string;
  email: string;
  role: Role;
  teamId: string;
  level: string;
  cap: string;
  pools: ReadonlySet<string>;
};

const startOf = (user: UserRow | null, pools: readonly Choice[]): Values => ({
  ...{
    name: user?.name ?? "",
    email: user?.email ?? "",
    role: user?.role ?? "rep",
    teamId: user?.teamId ?? "",
    level: user?.level ?? "",
  },
  cap: user?.holdingCap === null || user === null ? "" : String(user.holdingCap),
  pools: new Set(user ? user.pools.map(({ id }) => id) : pools.slice(0, 1).map(({ id }) => id)),
});

type DialogProps = {
  /** Null makes somebody new. */
  user: UserRow | null;
  teams: readonly Choice[];
  pools: readonly Choice[];
  /** Those that are in use. */
  levels: readonly string[];
  onDone: () => void;
};

/** Somebody new, with a password that is shown once; or somebody's role, team, pools and cap. */
export function MemberDialog({ user, teams, pools, levels, onDone }: DialogProps) {
  const t = useTranslations("members");
  const common = useTranslations("common");
  const locale = useLocale();
  const [values, setValues] = useState(() => startOf(user, pools));
  const [issued, setIssued] = useState<Issued | null>(null);
  const { run, busy, failure } = useAsking();
  const profile = {
    ...{ name: values.name, email: values.email, role: values.role, teamId: values.teamId || null },
    level: values.level || null,
    holdingCap: /^\d+$/.test(values.cap.trim()) ? Number(values.cap) : null,
  };
  const create = async () => {
    const input = { ...profile, poolIds: [...values.pools], locale };
    const done = await run((options) => createUserAction(input, options));
    if (done) setIssued({ name: values.name, email: values.email, password: done.temporaryPassword });
  };
  const edit = async (before: UserRow) => {
    const done = await run((options) =>
      editUserAction({ userId: before.id, ...profile, locale: before.locale }, options),
    );
    if (!done) return;
    const had = new Set(before.pools.map(({ id }) => id));
    for (const pool of pools) {
      if (had.has(pool.id) === values.pools.has(pool.id)) continue;
      const change = values.pools.has(pool.id) ? { add: [before.id] } : { remove: [before.id] };
      if (!(await run((options) => setMembersAction({ poolId: pool.id, ...change }, options)))) return;
    }
    notify({ title: common("saved") });
    onDone();
  };
  if (issued) return <PasswordOnce issued={issued} onDone={onDone} />;
  return (
    <DialogContent
      title={user ? t("editTitle", { name: user.name }) : t("createTitle")}
      description={user ? undefined : t("createLead")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} onClick={() => void (user ? edit(user) : create())}>
            {user ? common("save") : t("create")}
          </Button>
        </>
      }
    >
      <MemberFields {...{ values, teams, pools, levels, failure }} onChange={setValues} />
      {failure && !failure.fields ? <FailureLine failure={failure} /> : null}
    </DialogContent>
  );
}

type FieldsProps = {
  values: Values;
  teams: readonly Choice[];
  pools: readonly Choice[];
  levels: readonly string[];
  failure: ActionFailure | null;
  onChange: (values: Values) => void;
};

function MemberFields({ values, teams, pools, levels, failure, onChange }: FieldsProps) {
  const t = useTranslations("members");
  const roles = useTranslations("enums.role");
  const fieldWords = useTranslations("errors.field");
  const wrong = (field: string) => {
    const found = failure?.fields?.[field];
    return found ? fieldWords(found.code, { limit: found.limit ?? 0 }) : undefined;
  };
  const set = (part: Partial<Values>) => onChange({ ...values, ...part });
  const toggle = (id: string) => {
    const next = new Set(values.pools);
    if (!next.delete(id)) next.add(id);
    set({ pools: next });
  };
  return (
    <div className="flex flex-col gap-3.5">
      <Field label={t("name")} required error={wrong("name")}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={values.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("email")} required hint={t("emailHint")} error={wrong("email")}>
        {(control) => (
          <Input
            {...control}
            type="email"
            maxLength={254}
            autoComplete="off"
            autoCapitalize="none"
            value={values.email}
            onChange={(event) => set({ email: event.target.value })}
          />
        )}
      </Field>
      <div>
        <p className="mb-1.5 font-medium text-13 max-md:text-14">{t("role")}</p>
        <RadioChips
          label={t("role")}
          value={values.role}
          onValueChange={(role) => set({ role })}
          options={ROLES.map((value) => ({ value, label: roles(value) }))}
        />
        <p className="mt-1.5 text-12 text-muted-foreground">{t(`roleHint.${values.role}`)}</p>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("team")} optional>
          {(control) => (
            <NativeSelect
              {...control}
              value={values.teamId}
              onChange={(event) => set({ teamId: event.target.value })}
              options={[
                { value: "", label: t("noTeam") },
                ...teams.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
        </Field>
        <LevelField
          {...{ levels }}
          value={values.level}
          error={wrong("level")}
          onChange={(level) => set({ level })}
        />
        <Field label={t("ownCap")} optional hint={t("ownCapHint")} error={wrong("holdingCap")}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              placeholder={t("byRules")}
              value={values.cap}
              onChange={(event) => set({ cap: event.target.value.replace(/\D/g, "") })}
            />
          )}
        </Field>
      </div>
      <fieldset>
        <legend className="mb-1 font-medium text-13 max-md:text-14">{t("pools")}</legend>
        {pools.map(({ id, name }) => (
          <Label
            key={id}
            htmlFor={`pool-${id}`}
            className="flex h-8 items-center gap-2.5 font-normal max-md:h-11"
          >
            <Checkbox id={`pool-${id}`} checked={values.pools.has(id)} onCheckedChange={() => toggle(id)} />
            {name}
          </Label>
        ))}
      </fieldset>
    </div>
  );
}

type LevelProps = {
  value: string;
  levels: readonly string[];
  error: string | undefined;
  onChange: (level: string) => void;
};

/** How the organisation grades its people, in its own words; those in use are offered. */
function LevelField({ value, levels, error, onChange }: LevelProps) {
  const t = useTranslations("members");
  const list = useId();
  return (
    <Field label={t("level")} optional hint={t("levelHint")} error={error}>
      {(control) => (
        <>
          <Input
            {...control}
            list={list}
            maxLength={40}
            autoComplete="off"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={list}>
            {levels.map((level) => (
              <option key={level} value={level} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
