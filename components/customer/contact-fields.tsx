"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { CONTACT_FIELDS, type ContactDraft } from "./edit-form";

type ContactFieldsProps = {
  contact: ContactDraft;
  number: number;
  wrong: (field: string) => string | undefined;
  onChange: (part: Partial<ContactDraft>) => void;
  onPrimary: () => void;
  onRemove: () => void;
};

const TYPES = { name: "text", title: "text", phone: "tel", email: "email", wechat: "text" } as const;

/** One person to talk to, as fields. */
export function ContactFields(props: ContactFieldsProps) {
  const { contact, number, wrong, onChange, onPrimary, onRemove } = props;
  const t = useTranslations("customer.editForm");
  return (
    <fieldset className="rounded-md border border-border p-3">
      <legend className="sr-only">{t("contactNumber", { number })}</legend>
      <div className="grid grid-cols-2 gap-3">
        {CONTACT_FIELDS.map((field) => (
          <Field key={field} label={t(field === "title" ? "titleOf" : field)} error={wrong(field)}>
            {(control) => (
              <Input
                {...control}
                {...(field === "phone" && number === 1 ? { "data-place": "phone" } : {})}
                type={TYPES[field]}
                autoComplete="off"
                maxLength={200}
                value={contact[field]}
                onChange={(event) => onChange({ [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="mt-2.5 flex items-center gap-2">
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is its control */}
        <label className="flex min-h-6 items-center gap-2 max-md:min-h-11">
          <Checkbox checked={contact.isPrimary} onCheckedChange={() => onPrimary()} />
          {t("primary")}
        </label>
        <Button
          variant="ghost"
          size="sm"
          className="ms-auto"
          lead={<Trash2 aria-hidden />}
          onClick={onRemove}
        >
          {t("removeContact")}
        </Button>
      </div>
    </fieldset>
  );
}
