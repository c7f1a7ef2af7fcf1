"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioChips } from "@/components/ui/radio-chips";
import { type Role, VIEW_AUDIENCES, type ViewAudience } from "@/db/enums";

const MAY: Record<Role, readonly ViewAudience[]> = {
  rep: ["own"],
  manager: ["own", "team"],
  admin: ["own", "everyone"],
};

/** Under which name a list is kept, and for whom. */
export function ViewDialog(props: {
  title: string;
  role: Role;
  name?: string;
  audience?: ViewAudience;
  onSave: (name: string, audience: ViewAudience) => void;
}) {
  const { title, role, onSave } = props;
  const t = useTranslations("views");
  const common = useTranslations("common");
  const [name, setName] = useState(props.name ?? "");
  const [audience, setAudience] = useState<ViewAudience>(props.audience ?? "own");
  const offered = VIEW_AUDIENCES.filter((one) => MAY[role].includes(one) || one === props.audience);
  const given = name.trim();
  return (
    <DialogContent title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (given) onSave(given, audience);
        }}
        className="flex flex-col gap-4"
      >
        <Field label={t("name")} required>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={40}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {offered.length > 1 ? (
          <div className="flex flex-col gap-1.5">
            <span className="font-medium text-13">{t("audience")}</span>
            <RadioChips
              label={t("audience")}
              options={offered.map((one) => ({ value: one, label: t(one) }))}
              value={audience}
              onValueChange={setAudience}
            />
          </div>
        ) : null}
        <div className="flex justify-end gap-2 pb-1 max-md:*:flex-1">
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button type="submit" variant="primary">
            {t("save")}
          </Button>
        </div>
      </form>
    </DialogContent>
  );
}
