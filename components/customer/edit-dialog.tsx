"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { v4 as newKey } from "uuid";
import { useMoments } from "@/components/customers/use-moments";
import { WhyField } from "@/components/duplicates/similar-list";
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
import { type ContactDraft, contactPlaces, draftOf, type EditDraft, editOf } from "./edit-form";
import { FailureLine } from "./failure-line";
import { isPhoneTaken, PhoneTaken } from "./phone-taken";
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
  const likely = useTranslations("duplicates.typing");
  const { draft, change, save, asking, places, why } = useEditing(customer, onDone);
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
          <Button
            variant="primary"
            busy={busy}
            disabledReason={why && why.value.trim() === "" ? likely("whyNeeded") : undefined}
            onClick={() => void save(null)}
          >
            {why ? t("saveAnyway") : t("save")}
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
        <PeopleFields {...{ customer, draft, change, failure, places }} />
      </div>
      {meanwhile ? (
        <Meanwhile failure={meanwhile} busy={busy} onKeepMine={(at) => void save(at)} />
      ) : failure && isPhoneTaken(failure) ? (
        <PhoneTaken failure={failure} />
      ) : (
        <FailureLine failure={failure} />
      )}
      {why ? <WhyField label={t("why")} why={why} /> : null}
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
  const [why, setWhy] = useState<string | null>(null);
  const change = (part: Partial<EditDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    // Other contacts may be nobody's: asked for again only if they are somebody's too.
    if (part.contacts) setWhy((now) => (now === "" ? null : now));
  };
  const save = async (seenAt: string | null) => {
    const edited = await asking.run(
      (options) =>
        editCustomerAction(
          {
            ...{ customerId: customer.id, version: customer.version, editedAt: seenAt ?? before.editedAt },
            ...editOf(before.draft, draft, customer.custom, currency),
            reason: why,
          },
          options,
        ),
      // From then on it is saved with a reason only.
      (refusal) => (refusal.error === "LIKELY_DUPLICATE" ? setWhy((now) => now ?? "") : null),
    );
    if (!edited) return;
    onDone();
    router.refresh();
    notify({ title: t("saved"), seconds: 3 });
  };
  const places = contactPlaces(before.draft, draft);
  return { draft, change, save, asking, places, why: why === null ? null : { value: why, onChange: setWhy } };
}

type PeopleProps = FieldsProps & { customer: CustomerView; places: ReadonlyMap<string, string> };

function PeopleFields({ customer, draft, change, failure, places }: PeopleProps) {
  const t = useTranslations("customer.editForm");
  const wrong = useFieldFailure(failure);
  const masked = customer.contacts.some((contact) => contact.masked);
  const set = (contacts: ContactDraft[]) => change({ contacts });
  if (masked) return <p className="text-12 text-faint-foreground">{t("masked")}</p>;
  return (
    <section data-place="contacts" className="flex flex-col gap-3 border-hairline border-t pt-3.5">
      <h3 className="font-medium">{t("contacts")}</h3>
      {draft.contacts.map((contact, index) => (
        <ContactFields
          key={contact.key}
          contact={contact}
          number={index + 1}
          wrong={(field) => wrong(`${places.get(contact.key) ?? contact.key}.${field}`)}
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
