"use client";

import { useTranslations } from "next-intl";
import { Toolbar } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/filter-chip";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/select";
import { EVENT_KINDS } from "@/db/enums";
import { type LedgerAddress, ledgerQuery, NO_FILTERS } from "./address";
import { useLedgerWords } from "./use-ledger-words";

export type Choice = { id: string; name: string };
export type LedgerChoices = { pools: Choice[]; teams: Choice[]; people: Choice[] };

type FiltersProps = {
  address: LedgerAddress;
  choices: LedgerChoices;
  /** The name of the customer that is filtered by. */
  customerName: string | null;
  go: (part: Partial<LedgerAddress>) => void;
};

/** What the ledger is narrowed to: the usual choices as lists, what came with a link as chips. */
export function LedgerFilters({ address, choices, customerName, go }: FiltersProps) {
  const t = useTranslations("ledger");
  const kinds = useTranslations("enums.eventKind");
  const options = (list: readonly Choice[]) => list.map(({ id, name }) => ({ value: id, label: name }));
  const several = address.kind.length > 1;
  return (
    <Toolbar label={t("filters")}>
      {several ? (
        <FilterChip
          name={t("kind")}
          value={address.kind.map((kind) => kinds(kind)).join(t("comma"))}
          onRemove={() => go({ kind: [] })}
        />
      ) : (
        <Pick
          label={t("kind")}
          all={t("anyKind")}
          value={address.kind[0] ?? ""}
          options={EVENT_KINDS.map((value) => ({ value, label: kinds(value) }))}
          onPick={(value) => go({ kind: EVENT_KINDS.filter((kind) => kind === value) })}
        />
      )}
      <Pick
        label={t("pool")}
        all={t("anyPool")}
        value={address.pool ?? ""}
        options={options(choices.pools)}
        onPick={(value) => go({ pool: value || undefined })}
      />
      <Pick
        label={t("person")}
        all={t("anyPerson")}
        value={address.user ?? ""}
        options={options(choices.people)}
        onPick={(value) => go({ user: value || undefined })}
      />
      {choices.teams.length > 1 || address.team ? (
        <Pick
          label={t("team")}
          all={t("anyTeam")}
          value={address.team ?? ""}
          options={options(choices.teams)}
          onPick={(value) => go({ team: value || undefined })}
        />
      ) : null}
      <Day label={t("since")} value={address.from} onPick={(from) => go({ from })} />
      <Day label={t("until")} value={address.to} onPick={(to) => go({ to })} />
      <LinkedFilters {...{ address, choices, customerName, go }} />
      {ledgerQuery(address) ? (
        <Button variant="text" size="xs" onClick={() => go(NO_FILTERS)}>
          {t("clear")}
        </Button>
      ) : null}
    </Toolbar>
  );
}

/** Filters that a link from elsewhere carries. */
function LinkedFilters({ address, choices, customerName, go }: FiltersProps) {
  const t = useTranslations("ledger");
  const states = useTranslations("enums.state");
  const words = useLedgerWords();
  const sweeps = useTranslations("sweeps");
  const { customer, actor, job, sweep, reason, fromState, toState, undone } = address;
  const actorName = choices.people.find(({ id }) => id === actor)?.name ?? "–";
  return (
    <>
      {customer ? (
        <FilterChip
          name={t("customer")}
          value={customerName ?? "–"}
          onRemove={() => go({ customer: undefined })}
        />
      ) : null}
      {actor ? (
        <FilterChip name={t("who")} value={actorName} onRemove={() => go({ actor: undefined })} />
      ) : null}
      {job ? <FilterChip name={t("job")} value={job} onRemove={() => go({ job: undefined })} /> : null}
      {sweep ? (
        <FilterChip
          name={sweeps("title")}
          value={sweeps("oneSweep")}
          onRemove={() => go({ sweep: undefined })}
        />
      ) : null}
      {reason ? (
        <FilterChip
          name={t("reason")}
          value={words.reason(reason)}
          onRemove={() => go({ reason: undefined })}
        />
      ) : null}
      {fromState ? (
        <FilterChip
          name={t("from")}
          value={states(fromState)}
          onRemove={() => go({ fromState: undefined })}
        />
      ) : null}
      {toState ? (
        <FilterChip name={t("to")} value={states(toState)} onRemove={() => go({ toState: undefined })} />
      ) : null}
      {undone ? (
        <FilterChip
          name={t("undone")}
          value={t("withoutUndone")}
          onRemove={() => go({ undone: undefined })}
        />
      ) : null}
    </>
  );
}

function Pick(props: {
  label: string;
  all: string;
  value: string;
  options: { value: string; label: string }[];
  onPick: (value: string) => void;
}) {
  const { label, all, value, options, onPick } = props;
  return (
    <NativeSelect
      aria-label={label}
      inputSize="sm"
      className="w-32 shrink-0 md:[&>select]:h-7"
      value={value}
      onChange={(event) => onPick(event.target.value)}
      options={[{ value: "", label: all }, ...options]}
    />
  );
}

function Day(props: { label: string; value: string | undefined; onPick: (day: string | undefined) => void }) {
  const { label, value, onPick } = props;
  return (
    <Input
      type="date"
      aria-label={label}
      title={label}
      inputSize="sm"
      className="w-36 shrink-0 md:h-7"
      value={value ?? ""}
      onChange={(event) => onPick(event.target.value || undefined)}
    />
  );
}
