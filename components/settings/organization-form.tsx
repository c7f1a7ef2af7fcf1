"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/select";
import { notify } from "@/components/ui/toast";
import { editOrganizationAction } from "@/lib/organization/actions";
import { CURRENCIES } from "@/lib/organization/currencies";
import type { Organization } from "@/lib/organization/queries";

/** The name, the days and the money of the company. */
export function OrganizationForm(props: { organization: Organization; timeZones: readonly string[] }) {
  const { organization, timeZones } = props;
  const t = useTranslations("policy.settings");
  const common = useTranslations("common");
  const [values, setValues] = useState(organization);
  const { run, busy, failure } = useAsking();
  const changed =
    values.name !== organization.name ||
    values.timeZone !== organization.timeZone ||
    values.currency !== organization.currency;
  const save = async () => {
    const { name, timeZone, currency } = values;
    const done = await run((options) => editOrganizationAction({ name, timeZone, currency }, options));
    if (done) notify({ title: common("saved") });
  };
  const zones = timeZones.includes(values.timeZone) ? timeZones : [values.timeZone, ...timeZones];
  return (
    <section
      aria-labelledby="organization-title"
      className="mt-6 border-hairline border-t px-5 pt-4 pb-10 max-md:px-4"
    >
      <h2 id="organization-title" className="font-medium">
        {t("organizationTitle")}
      </h2>
      <p className="text-12 text-muted-foreground">{t("organizationLead")}</p>
      <form
        className="mt-4 flex max-w-[480px] flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field label={t("organizationName")} required>
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              value={values.name}
              onChange={(event) => setValues({ ...values, name: event.target.value })}
            />
          )}
        </Field>
        <div className="grid grid-cols-[1fr_112px] gap-3">
          <Field label={t("timeZone")} hint={t("timeZoneHint")}>
            {(control) => (
              <NativeSelect
                {...control}
                value={values.timeZone}
                onChange={(event) => setValues({ ...values, timeZone: event.target.value })}
                options={zones.map((value) => ({ value, label: value }))}
              />
            )}
          </Field>
          <Field label={t("currency")}>
            {(control) => (
              <NativeSelect
                {...control}
                value={values.currency}
                onChange={(event) => setValues({ ...values, currency: event.target.value })}
                options={CURRENCIES.map((value) => ({ value, label: value }))}
              />
            )}
          </Field>
        </div>
        <FailureLine failure={failure} />
        <Button
          type="submit"
          className="self-start"
          busy={busy}
          {...(changed ? {} : { disabledReason: t("unchanged") })}
        >
          {common("save")}
        </Button>
      </form>
    </section>
  );
}
