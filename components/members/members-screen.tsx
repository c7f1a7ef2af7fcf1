"use client";

import { Search, UserPlus, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { PageHeader, PhoneHeader, Toolbar } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/select";
import { ViewTabs } from "@/components/ui/tabs";
import { ROLES } from "@/db/enums";
import type { Absence } from "@/lib/leaves/types";
import type { TeamRow } from "@/lib/teams/queries";
import type { UserRow } from "@/lib/users/types";
import { type Choice, MemberDialog } from "./member-dialog";
import { MembersTable } from "./members-table";
import { TeamsList } from "./teams-list";

export type MembersAddress = {
  tab: "active" | "left" | "teams";
  q: string;
  role: string;
  team: string;
  pool: string;
};

const NO_FILTERS = { q: "", role: "", team: "", pool: "" };

export function membersHref(address: MembersAddress): string {
  const { tab, ...filters } = address;
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ""));
  if (tab !== "active") query.set("tab", tab);
  const text = query.toString();
  return text ? `/members?${text}` : "/members";
}

type ScreenProps = {
  users: readonly UserRow[];
  counts: { active: number; left: number };
  teams: readonly TeamRow[];
  pools: readonly Choice[];
  levels: readonly string[];
  /** Who is away now. */
  absences: readonly Absence[];
  address: MembersAddress;
  admin: boolean;
};

/** The people: who is in which team, who holds how many, who was here last. */
export function MembersScreen(props: ScreenProps) {
  const { users, counts, teams, pools, levels, absences, address, admin } = props;
  const t = useTranslations("members");
  const router = useRouter();
  const [creating, setCreating] = useState(false);
  const [moving, startMoving] = useTransition();
  const go = (part: Partial<MembersAddress>) =>
    startMoving(() => router.replace(membersHref({ ...address, ...part }), { scroll: false }));
  const add = (
    <Button size="sm" variant="primary" lead={<UserPlus aria-hidden />} onClick={() => setCreating(true)}>
      {t("create")}
    </Button>
  );
  const filtered = membersHref({ ...address, ...NO_FILTERS }) !== membersHref(address);
  return (
    <>
      <PageHeader title={t("title")} note={admin ? null : t("teamOnly")} actions={admin ? add : null} />
      <PhoneHeader
        title={t("title")}
        actions={
          admin ? (
            <Button
              variant="ghost"
              size="touch"
              icon
              aria-label={t("create")}
              onClick={() => setCreating(true)}
            >
              <UserPlus aria-hidden />
            </Button>
          ) : null
        }
      />
      <ViewTabs
        label={t("title")}
        current={address.tab}
        items={[
          {
            value: "active",
            label: t("tabs.active"),
            count: counts.active,
            href: membersHref({ ...address, tab: "active" }),
          },
          {
            value: "left",
            label: t("tabs.left"),
            count: counts.left,
            href: membersHref({ ...address, tab: "left" }),
          },
          {
            value: "teams",
            label: t("tabs.teams"),
            count: teams.length,
            href: membersHref({ ...address, ...NO_FILTERS, tab: "teams" }),
          },
        ]}
      />
      {address.tab === "teams" ? null : <Filters {...{ address, teams, pools, go }} />}
      <Panes>
        <Pane>
          {address.tab === "teams" ? <TeamsList {...{ teams, users, admin }} /> : null}
          {address.tab !== "teams" && users.length === 0 ? (
            <EmptyState
              icon={Users}
              title={t(filtered ? "noneFound" : address.tab === "left" ? "noneLeft" : "none")}
              action={filtered ? <Button onClick={() => go(NO_FILTERS)}>{t("clear")}</Button> : undefined}
            />
          ) : null}
          {address.tab !== "teams" && users.length > 0 ? (
            <div aria-busy={moving} className={moving ? "opacity-60" : ""}>
              <MembersTable {...{ users, absences }} left={address.tab === "left"} />
            </div>
          ) : null}
          {admin || address.tab === "teams" ? null : (
            <p className="max-w-[60ch] px-5 py-4 text-12 text-muted-foreground max-md:px-4">
              {t("managerMay")}
            </p>
          )}
        </Pane>
      </Panes>
      <Dialog open={creating} onOpenChange={setCreating}>
        {creating ? (
          <MemberDialog user={null} {...{ teams, pools, levels }} onDone={() => setCreating(false)} />
        ) : null}
      </Dialog>
    </>
  );
}

function Filters(props: {
  address: MembersAddress;
  teams: readonly Choice[];
  pools: readonly Choice[];
  go: (part: Partial<MembersAddress>) => void;
}) {
  const { address, teams, pools, go } = props;
  const t = useTranslations("members");
  const roles = useTranslations("enums.role");
  const [q, setQ] = useState(address.q);
  const choices = (options: readonly Choice[]) => options.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Toolbar label={t("filters")}>
      <form
        className="relative w-52 shrink-0"
        onSubmit={(event) => {
          event.preventDefault();
          go({ q: q.trim() });
        }}
      >
        <Search
          aria-hidden
          className="absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-muted-foreground"
        />
        <Input
          type="search"
          inputSize="sm"
          aria-label={t("find")}
          placeholder={t("find")}
          className="ps-8 md:h-7"
          value={q}
          onChange={(event) => setQ(event.target.value)}
          onBlur={() => (q.trim() === address.q ? null : go({ q: q.trim() }))}
        />
      </form>
      <Pick
        label={t("role")}
        value={address.role}
        onPick={(role) => go({ role })}
        all={t("anyRole")}
        options={ROLES.map((value) => ({ value, label: roles(value) }))}
      />
      <Pick
        label={t("team")}
        value={address.team}
        onPick={(team) => go({ team })}
        all={t("anyTeam")}
        options={choices(teams)}
      />
      <Pick
        label={t("pools")}
        value={address.pool}
        onPick={(pool) => go({ pool })}
        all={t("anyPool")}
        options={choices(pools)}
      />
    </Toolbar>
  );
}

function Pick(props: {
  label: string;
  value: string;
  all: string;
  options: { value: string; label: string }[];
  onPick: (value: string) => void;
}) {
  const { label, value, all, options, onPick } = props;
  return (
    <NativeSelect
      aria-label={label}
      inputSize="sm"
      className="w-36 shrink-0 md:[&>select]:h-7"
      value={value}
      onChange={(event) => onPick(event.target.value)}
      options={[{ value: "", label: all }, ...options]}
    />
  );
}
