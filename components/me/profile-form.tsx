"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { KeyValues } from "@/components/ui/section";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import type { Role } from "@/db/enums";
import { updateProfileAction } from "@/lib/profile/actions";

/** The name a person goes by, and what only an admin changes. */
export function ProfileForm(props: { name: string; email: string; role: Role; teamName: string | null }) {
  const t = useTranslations("me");
  const roles = useTranslations("enums.role");
  const fieldWords = useTranslations("errors.field");
  const say = useErrorText();
  const [name, setName] = useState(props.name);
  const [error, setError] = useState<string>();
  const [busy, start] = useTransition();
  const save = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const result = await updateProfileAction({ name });
      const field = result.ok ? undefined : result.fields?.name;
      setError(field ? fieldWords(field.code, { limit: field.limit ?? 0 }) : undefined);
      if (result.ok) notify({ title: t("saved") });
      else if (!field) notify({ tone: "problem", title: say({ code: result.error, params: result.params }) });
    });
  };
  return (
    <>
      <form onSubmit={save} className="flex items-end gap-2">
        <Field label={t("name")} name="name" error={error} className="flex-1">
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={100}
              autoComplete="name"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {name.trim() === props.name ? null : (
          <Button type="submit" variant="primary" busy={busy} className="h-10 max-md:h-11">
            {t("save")}
          </Button>
        )}
      </form>
      <KeyValues
        className="mt-4"
        items={[
          { label: t("email"), value: props.email },
          { label: t("role"), value: roles(props.role) },
          { label: t("team"), value: props.teamName ?? t("noTeam") },
        ]}
      />
      <p className="mt-2 text-12 text-faint-foreground">{t("emailHint")}</p>
    </>
  );
}
