"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { v4 as newKey } from "uuid";
import { useMoments } from "@/components/customers/use-moments";
import { CustomInputs } from "@/components/fields/custom-inputs";
import { useRuleNames } from "@/components/rules/names";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import type { ActionFailure } from "@/lib/action-result";
import { editCustomerAction } from "@/lib/customers/actions";
import type { CustomerView } from "@/lib/customers/customer-types";
import { ContactFields } from "./contact-fields";
import { FactFields, type FieldsProps } from "./edit-fields";
import { type ContactDraft, draftOf, type EditDraft, editOf } from "./edit-form";
import { FailureLine } from "./failure-line";
import { useAsking } from "./use-asking";
import { useFieldFailure } from "./use-field-failure";
import { useFieldName } from "./use-field-name";
import { useShowPlace } from "./use-show-place";
import { useShowWrong } from "./use-show-wrong";

type EditDialogProps = {
  customer: CustomerView;
  onDone: () => void;
  /** The field, or the `contacts`, that the form opens at. */
  place?: string;
};

/** All that can be changed of a customer; what somebody else saved meanwhile is told, and nothing typed is lost. */
export function EditDialog({ customer, onDone, place }: EditDialogProps) {
  const t = useTranslations("customer.editForm");
  const common = useTranslations("common");
  const { draft, change, save, asking } = useEditing(customer, onDone);
  const { failure, busy } = asking;
  useShowWrong(failure);
  useShowPlace(place);
  const meanwhile = failure?.error === "EDITED_MEANWHILE" ? failure : null;
  return (
    <DialogContent
      title={t("title", { name: customer.name })}
      width="md"
      className="md:top-[6vh] md:max-h-[88vh]"
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" busy={busy} onClick={() => void save(null)}>
            {t("save")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3.5">
        <FactFields draft={draft} change={change} failure={failure} />
        <CustomInputs
          fields={customer.custom}
          stage={draft.stage}
          draft={draft.custom}
          onChange={(custom) => change({ custom })}
          failure={failure}
        />
        <PeopleFields customer={customer} draft={draft} change={change} failure={failure} />
      </div>
      {meanwhile ? (
        <Meanwhile failure={meanwhile} busy={busy} onKeepMine={(at) => void save(at)} />
      ) : (
        <FailureLine failure={failure} />
      )}
    </DialogContent>
  );
}

function useEditing(customer: CustomerView, onDone: () => void) {
  const t = useTranslations("customer.editForm");
  const router = useRouter();
  const asking = useAsking();
  const { currency } = useRuleNames();
  const [before] = useState(() => ({
    draft: draftOf(customer, currency),
    editedAt: customer.editedAt.toISOString(),
  }));
  const [draft, setDraft] = useState(before.draft);
  const change = (part: Partial<EditDraft>) => setDraft((now) => ({ ...now, ...part }));
  const save = async (seenAt: string | null) => {
    const edited = await asking.run((options) =>
      editCustomerAction(
        {
          ...{ customerId: customer.id, version: customer.version, editedAt: seenAt ?? before.editedAt },
          ...editOf(before.draft, draft, customer.custom, currency),
        },
        options,
      ),
    );
    if (!edited) return;
    onDone();
    router.refresh();
    notify({ title: t("saved"), seconds: 3 });
  };
  return { draft, change, save, asking };
}

function PeopleFields({ customer, draft, change, failure }: FieldsProps & { customer: CustomerView }) {
  const t = useTranslations("customer.editForm");
  const wrong = useFieldFailure(failure);
  const masked = customer.contacts.some((contact) => contact.masked);
  const set = (contacts: ContactDraft[]) => change({ contacts });
  if (masked) return <p className="text-12 text-faint-foreground">{t("masked")}</p>;
  const added = draft.contacts.filter((one) => one.id === null);
  return (
    <section data-place="contacts" className="flex flex-col gap-3 border-hairline border-t pt-3.5">
      <h3 className="font-medium">{t("contacts")}</h3>
      {draft.contacts.map((contact, index) => (
        <ContactFields
          key={contact.key}
          contact={contact}
          number={index + 1}
          wrong={(field) =>
            wrong(
              contact.id
                ? `contacts.change.${index}.${field}`
                : `contacts.add.${added.indexOf(contact)}.${field}`,
            )
          }
          onChange={(part) =>
            set(draft.contacts.map((one) => (one.key === contact.key ? { ...one, ...part } : one)))
          }
          onPrimary={() => set(draft.contacts.map((one) => ({ ...one, isPrimary: one.key === contact.key })))}
          onRemove={() => set(draft.contacts.filter((one) => one.key !== contact.key))}
        />
      ))}
      <Button
        variant="ghost"
        size="sm"
        className="self-start"
        lead={<Plus aria-hidden />}
        onClick={() =>
          set([
            ...draft.contacts,
            {
              ...{ key: newKey(), id: null, isPrimary: draft.contacts.length === 0 },
              ...{ name: "", title: "", phone: "", email: "", wechat: "" },
            },
          ])
        }
      >
        {t("addContact")}
      </Button>
    </section>
  );
}

type MeanwhileProps = { failure: ActionFailure; busy: boolean; onKeepMine: (seenAt: string) => void };

function Meanwhile({ failure, busy, onKeepMine }: MeanwhileProps) {
  const t = useTranslations("customer.editForm");
  const fieldName = useFieldName();
  const { moment } = useMoments();
  const { by, at, fields } = failure.params;
  const seenAt = typeof at === "string" ? at : null;
  const names = typeof fields === "string" ? fields.split(",").map((field) => fieldName(field)) : [];
  return (
    <div role="alert" className="mt-3 rounded-md bg-warning-subtle px-3 py-2 text-warning-text">
      <p>
        {t("meanwhile", {
          by: typeof by === "string" ? by : t("somebody"),
          moment: seenAt ? moment(seenAt) : "",
          fields: names.join(t("comma")),
        })}
      </p>
      {seenAt ? (
        <Button size="sm" className="mt-2" busy={busy} onClick={() => onKeepMine(seenAt)}>
          {t("keepMine")}
        </Button>
      ) : null}
    </div>
  );
}
