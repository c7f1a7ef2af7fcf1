"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useMoments } from "@/components/customers/use-moments";
import { SimilarList, useSimilar } from "@/components/duplicates/similar-list";
import { CustomInputs } from "@/components/fields/custom-inputs";
import { type CustomDraft, customEdit } from "@/components/fields/draft";
import { useFields } from "@/components/fields/fields-provider";
import { useRuleNames } from "@/components/rules/names";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioChips } from "@/components/ui/radio-chips";
import { NativeSelect } from "@/components/ui/select";
import { notify } from "@/components/ui/toast";
import { GRADES, type Grade } from "@/db/enums";
import { createCustomerAction } from "@/lib/customers/actions";
import { FailureLine } from "./failure-line";
import { SameCustomer, useSame } from "./same-customer";
import { useAsking } from "./use-asking";
import { useFieldFailure } from "./use-field-failure";
import { useShowWrong } from "./use-show-wrong";
import { NO_WORTH, type WorthDraft, worthEdit } from "./worth-draft";
import { WorthFields } from "./worth-fields";

const TEXTS = ["name", "industry", "region", "source", "contactName", "phone"] as const;
type Draft = Record<(typeof TEXTS)[number], string> & {
  into: "mine" | "pool";
  poolId: string;
  grade: Grade;
} & {
  custom: CustomDraft;
  worth: WorthDraft;
};
type CreateDialogProps = { pools: readonly { id: string; name: string }[]; onDone: () => void };

/** A new customer, compared with those that are there while it is typed; into one's own hands or into a pool. */
export function CreateDialog({ pools, onDone }: CreateDialogProps) {
  const t = useTranslations("customer.createForm");
  const common = useTranslations("common");
  const fields = useFields();
  const { draft, change, save, asking, same, similar, why } = useCreating(pools, onDone);
  const likely = useTranslations("duplicates.typing");
  useShowWrong(asking.failure);
  return (
    <DialogContent
      title={t("title")}
      width="md"
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant="primary"
            busy={asking.busy}
            disabledReason={why && !same && why.value.trim() === "" ? likely("whyNeeded") : undefined}
            onClick={() => void save()}
          >
            {why && !same ? likely("anyway") : t("save")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3.5">
        <NewFields draft={draft} change={change} failure={asking.failure} />
        <WorthFields
          draft={draft.worth}
          onChange={(part) => change({ worth: { ...draft.worth, ...part } })}
          failure={asking.failure}
        />
        <CustomInputs
          fields={fields}
          stage="new"
          draft={draft.custom}
          onChange={(custom) => change({ custom })}
          failure={asking.failure}
          folds
        />
        <PlaceFields draft={draft} change={change} pools={pools} />
      </div>
      {same ? <SameCustomer same={same} /> : <FailureLine failure={asking.failure} />}
      {same ? null : <SimilarList similar={similar} why={why} />}
    </DialogContent>
  );
}

function useCreating(pools: CreateDialogProps["pools"], onDone: () => void) {
  const t = useTranslations("customer.createForm");
  const router = useRouter();
  const { moment } = useMoments();
  const asking = useAsking();
  const [draft, setDraft] = useState<Draft>({
    ...{ name: "", industry: "", region: "", source: "", contactName: "", phone: "" },
    ...{ into: "mine", poolId: pools[0]?.id ?? "", grade: "C", custom: {}, worth: NO_WORTH },
  });
  const [reason, setReason] = useState("");
  const similar = useSimilar(draft);
  // What another has entered since the last letter is known to the server alone.
  const asked = similar.some((one) => one.likely) || asking.failure?.error === "LIKELY_DUPLICATE";
  const why = asked ? { value: reason, onChange: setReason } : null;
  const fields = useFields();
  const { name, industry, region, source, contactName, phone, into, poolId, grade, custom, worth } = draft;
  const { currency } = useRuleNames();
  const save = async () => {
    const people = contactName.trim() || phone.trim();
    const created = await asking.run((options) =>
      createCustomerAction(
        {
          ...{ into, poolId, name, grade, industry, region, source },
          ...worthEdit(NO_WORTH, worth, currency),
          custom: customEdit(fields, {}, custom),
          reason: asked ? reason : null,
          contacts: people ? [{ name: contactName, phone, isPrimary: true }] : [],
        },
        options,
      ),
    );
    if (!created) return;
    onDone();
    const { dueAt, customerId } = created;
    notify({
      title: t("saved", { name: created.name }),
      ...(dueAt ? { detail: t("dueAt", { moment: moment(dueAt) }) } : {}),
    });
    router.push(`/customers/${customerId}`);
  };
  const change = (part: Partial<Draft>) => {
    asking.forget();
    setDraft((now) => ({ ...now, ...part }));
  };
  return { draft, change, save, asking, same: useSame(draft), similar, why };
}

type FieldsProps = {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  failure: Parameters<typeof useFieldFailure>[0];
};

const PATHS: Record<(typeof TEXTS)[number], string> = {
  ...{ name: "name", industry: "industry", region: "region", source: "source" },
  ...{ contactName: "contacts.0.name", phone: "contacts.0.phone" },
};

function NewFields({ draft, change, failure }: FieldsProps) {
  const fields = useTranslations("customer.fields");
  const people = useTranslations("customer.contactFields");
  const grades = useTranslations("enums.grade");
  const wrong = useFieldFailure(failure);
  const field = (key: (typeof TEXTS)[number], label: string, type = "text") => (
    <Field key={key} label={label} required={key === "name"} error={wrong(PATHS[key])}>
      {(control) => (
        <Input
          {...control}
          type={type}
          autoComplete="off"
          maxLength={200}
          value={draft[key]}
          onChange={(event) => change({ [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      {field("name", fields("name"))}
      <div className="flex flex-col gap-1.5">
        <span className="font-medium">{fields("grade")}</span>
        <RadioChips
          label={fields("grade")}
          value={draft.grade}
          onValueChange={(grade) => change({ grade })}
          options={GRADES.map((value) => ({ value, label: grades(value) }))}
        />
      </div>
      <div className="grid grid-cols-2 gap-3">
        {field("industry", fields("industry"))}
        {field("region", fields("region"))}
        {field("contactName", people("name"))}
        {field("phone", people("phone"), "tel")}
      </div>
      {field("source", fields("source"))}
    </>
  );
}

function PlaceFields({
  draft,
  change,
  pools,
}: Omit<FieldsProps, "failure"> & Pick<CreateDialogProps, "pools">) {
  const t = useTranslations("customer.createForm");
  return (
    <div className="grid gap-3 md:grid-cols-2 md:items-end">
      <Field label={t("pool")}>
        {(control) => (
          <NativeSelect
            {...control}
            value={draft.poolId}
            options={pools.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => change({ poolId: event.target.value })}
          />
        )}
      </Field>
      <RadioChips
        label={t("into")}
        value={draft.into}
        onValueChange={(into) => change({ into })}
        options={[
          { value: "mine" as const, label: t("intoMine") },
          { value: "pool" as const, label: t("intoPool") },
        ]}
      />
    </div>
  );
}
