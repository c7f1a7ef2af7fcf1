"use client";

import { useTranslations } from "next-intl";
import { Switch } from "@/components/ui/switch";
import { CHANNELS, OUTCOMES } from "@/db/enums";
import type { FieldChange, PolicyValue } from "@/lib/policies/rules";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";
import { ChoiceClause } from "./choice-clause";
import { Clause, ClauseGroup, LimitClause, NumberClause } from "./clause";
import { type PolicyField, valueAt } from "./fields";
import { HoursClause } from "./hours-clause";
import { OrderClause } from "./order-clause";

type FormProps = {
  document: PolicyDocument;
  changes: ReadonlyMap<string, FieldChange>;
  version: number;
  onChange: (field: PolicyField, value: PolicyValue) => void;
};

const LIMITS = {
  holdingCap: { min: 0, max: 100_000, unit: "customers" },
  "claimLimits.perDay": { min: 0, max: 10_000, unit: "customers" },
  "claimLimits.perWeek": { min: 0, max: 50_000, unit: "customers" },
  coolDownDays: { min: 1, max: 3650, unit: "days", offValue: 0 },
  "protection.maxCustomers": { min: 1, max: 10_000, unit: "customers", offValue: 0 },
  "qualifying.minNoteLength": { min: 1, max: 500, unit: "characters", offValue: 0 },
  "requests.waitDays": { min: 1, max: 14, unit: "days", offValue: 0 },
  "sham.sameTextDays": { min: 1, max: 365, unit: "days", offValue: 0 },
  "sham.inARowSeconds": { min: 1, max: 600, unit: "seconds", offValue: 0 },
  "sham.lastMinutes": { min: 1, max: 1440, unit: "minutes", offValue: 0 },
  freezeHours: { min: 1, max: 720, unit: "hours", offValue: 0 },
  bounceGuard: { min: 1, max: 100, unit: "returns" },
  "guard.factor": { min: 1, max: 100, unit: "times" },
} as const satisfies Partial<
  Record<PolicyField, { min: number; max: number; unit: string; offValue?: 0 | null }>
>;
type LimitField = keyof typeof LIMITS;

/** What a limit starts from that is off by default. */
const USUAL = {
  customers: 20,
  days: 7,
  characters: 20,
  hours: 24,
  returns: 3,
  seconds: 15,
  minutes: 30,
  times: 3,
} as const;

/** A limit of the policy with its switch; its bounds are those of the document. */
function Limit({ field, document, changes, version, onChange }: FormProps & { field: LimitField }) {
  const t = useTranslations("policy");
  const { unit, ...bounds } = LIMITS[field];
  const value = valueAt(document, field);
  const usual = Number(valueAt(DEFAULT_POLICY, field)) || USUAL[unit];
  return (
    <Clause field={field} change={changes.get(field)} version={version}>
      <LimitClause
        {...bounds}
        label={t(`fields.${field}`)}
        unit={t(`units.${unit}`)}
        value={typeof value === "number" ? value : null}
        usual={usual}
        changed={changes.has(field)}
        offText={t(unit === "customers" && !("offValue" in bounds) ? "value.unlimited" : "value.off")}
        onChange={(next) => onChange(field, next)}
      />
    </Clause>
  );
}

function OnOff(props: FormProps & { field: "won.countsTowardsCap" | "maskContacts" | "sham.counts" }) {
  const { field, document, changes, version, onChange } = props;
  const t = useTranslations("policy");
  return (
    <Clause field={field} change={changes.get(field)} version={version}>
      <Switch
        aria-label={t(`fields.${field}`)}
        checked={valueAt(document, field) === true}
        onCheckedChange={(on) => onChange(field, on)}
      />
      <span>{t(`fields.${field}`)}</span>
    </Clause>
  );
}

/** The quotas: the part that is edited on the phone too. */
export function QuotaGroup(props: FormProps) {
  const t = useTranslations("policy.groups");
  return (
    <ClauseGroup title={t("quota")} hint={t("quotaHint")}>
      <Limit field="holdingCap" {...props} />
      <OnOff field="won.countsTowardsCap" {...props} />
      <Limit field="claimLimits.perDay" {...props} />
      <Limit field="claimLimits.perWeek" {...props} />
    </ClauseGroup>
  );
}

/** What else is settled for claims and follow-ups; on the phone it is only read. */
export function ClaimGroups(props: FormProps) {
  const { document, changes, version, onChange } = props;
  const t = useTranslations("policy.groups");
  const fields = useTranslations("policy.fields");
  const units = useTranslations("policy.units");
  const channels = useTranslations("enums.channel");
  const outcomes = useTranslations("enums.outcome");
  const clause = (field: PolicyField) => ({ field, change: changes.get(field), version });
  /** A number that goes with a limit that is on. */
  const number = (
    field: "protection.maxDays" | "requests.maxDays" | "requests.perTenure",
    { unit, max }: { unit: "days" | "requests"; max: number },
  ) => (
    <Clause {...clause(field)} className="ps-9.5">
      <NumberClause
        label={fields(field)}
        unit={units(unit)}
        value={Number(valueAt(document, field))}
        {...{ min: 1, max }}
        changed={changes.has(field)}
        onChange={(next) => onChange(field, next)}
      />
    </Clause>
  );
  return (
    <>
      <ClauseGroup title={t("coolDown")} hint={t("coolDownHint")}>
        <Limit field="coolDownDays" {...props} />
      </ClauseGroup>
      <ClauseGroup title={t("protection")}>
        <Limit field="protection.maxCustomers" {...props} />
        {document.protection.maxCustomers > 0
          ? number("protection.maxDays", { unit: "days", max: 365 })
          : null}
      </ClauseGroup>
      <ClauseGroup title={t("requests")} hint={t("requestsHint")}>
        <Limit field="requests.waitDays" {...props} />
        {document.requests.waitDays > 0 ? (
          <>
            {number("requests.maxDays", { unit: "days", max: 365 })}
            {number("requests.perTenure", { unit: "requests", max: 20 })}
          </>
        ) : null}
      </ClauseGroup>
      <ClauseGroup title={t("entry")} hint={t("entryHint")}>
        <Limit field="freezeHours" {...props} />
        <Limit field="bounceGuard" {...props} />
      </ClauseGroup>
      {document.returnRules.some(({ clock }) => clock.since === "over_cap") ? (
        <ClauseGroup title={t("overflow")} hint={t("overflowHint")}>
          <Clause {...clause("overflowOrder")}>
            <OrderClause
              value={document.overflowOrder}
              onChange={(order) => onChange("overflowOrder", order)}
            />
          </Clause>
        </ClauseGroup>
      ) : null}
      <ClauseGroup title={t("quiet")} hint={t("quietHint")}>
        <Clause {...clause("quietHours")}>
          <HoursClause
            label={fields("quietHours")}
            value={document.quietHours}
            onChange={(hours) => onChange("quietHours", hours)}
          />
        </Clause>
      </ClauseGroup>
      <ClauseGroup title={t("qualifying")} hint={t("qualifyingHint")}>
        <Clause {...clause("qualifying.channels")}>
          <ChoiceClause
            label={fields("qualifying.channels")}
            options={CHANNELS.map((value) => ({ value, label: channels(value) }))}
            value={document.qualifying.channels}
            onChange={(value) => onChange("qualifying.channels", value)}
          />
        </Clause>
        <Clause {...clause("qualifying.outcomes")}>
          <ChoiceClause
            label={fields("qualifying.outcomes")}
            options={OUTCOMES.map((value) => ({ value, label: outcomes(value) }))}
            value={document.qualifying.outcomes}
            onChange={(value) => onChange("qualifying.outcomes", value)}
          />
        </Clause>
        <Limit field="qualifying.minNoteLength" {...props} />
        <Clause {...clause("qualifying.evidenceFor")}>
          <ChoiceClause
            optional
            label={fields("qualifying.evidenceFor")}
            options={CHANNELS.map((value) => ({ value, label: channels(value) }))}
            value={document.qualifying.evidenceFor}
            onChange={(value) => onChange("qualifying.evidenceFor", value)}
          />
        </Clause>
      </ClauseGroup>
      <ClauseGroup title={t("sham")} hint={t("shamHint")}>
        <Limit field="sham.sameTextDays" {...props} />
        <Limit field="sham.inARowSeconds" {...props} />
        <Limit field="sham.lastMinutes" {...props} />
        <OnOff field="sham.counts" {...props} />
      </ClauseGroup>
      <ClauseGroup title={t("sweepGuard")} hint={t("sweepGuardHint")}>
        <Limit field="guard.factor" {...props} />
        {document.guard.factor === null ? null : (
          <Clause {...clause("guard.atLeast")} className="ps-9.5">
            <NumberClause
              label={fields("guard.atLeast")}
              unit={units("customers")}
              value={document.guard.atLeast}
              min={0}
              max={100_000}
              changed={changes.has("guard.atLeast")}
              onChange={(count) => onChange("guard.atLeast", count)}
            />
          </Clause>
        )}
      </ClauseGroup>
      <ClauseGroup title={t("mask")} className="border-b">
        <OnOff field="maskContacts" {...props} />
      </ClauseGroup>
    </>
  );
}
