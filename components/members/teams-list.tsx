"use client";

import { Plus, Users } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { notify } from "@/components/ui/toast";
import {
  createTeamAction,
  deleteTeamAction,
  renameTeamAction,
  setTeamMembersAction,
} from "@/lib/teams/actions";
import type { TeamRow } from "@/lib/teams/queries";
import type { UserRow } from "@/lib/users/types";

type ListProps = {
  teams: readonly TeamRow[];
  /** Everybody active. */
  users: readonly UserRow[];
  admin: boolean;
};

/** The teams with their people: a manager acts on the customers of his own. */
export function TeamsList({ teams, users, admin }: ListProps) {
  const t = useTranslations("members.teams");
  const roles = useTranslations("enums.role");
  const [asked, setAsked] = useState<TeamRow | "new" | null>(null);
  const [going, setGoing] = useState<TeamRow | null>(null);
  return (
    <div className="max-w-[860px]">
      <div className="flex min-h-13 items-center gap-3 px-5 max-md:px-4">
        <p className="text-12 text-muted-foreground">{t("lead")}</p>
        {admin ? (
          <Button size="sm" className="ms-auto" lead={<Plus aria-hidden />} onClick={() => setAsked("new")}>
            {t("create")}
          </Button>
        ) : null}
      </div>
      {teams.length === 0 ? <EmptyState icon={Users} title={t("none")} text={t("noneText")} /> : null}
      {teams.map((team) => (
        <section key={team.id} className="border-hairline border-t px-5 py-3.5 max-md:px-4">
          <div className="flex items-baseline gap-3">
            <h2 className="font-medium">{team.name}</h2>
            <Link
              href={`/mine?view=all&team=${team.id}`}
              className="text-12 text-muted-foreground hover:text-primary-text"
            >
              {t("counts", { people: team.members.length, held: team.heldCount })}
            </Link>
            {admin ? (
              <span className="ms-auto flex gap-1">
                <Button variant="ghost" size="xs" onClick={() => setAsked(team)}>
                  {t("edit")}
                </Button>
                <Button variant="ghost" size="xs" onClick={() => setGoing(team)}>
                  {t("delete")}
                </Button>
              </span>
            ) : null}
          </div>
          <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1.5">
            {team.members.map(({ userId, name, role }) => (
              <li key={userId} className="flex items-center gap-1.5">
                <Link href={`/members/${userId}`} className="hover:text-primary-text">
                  {name}
                </Link>
                {role === "manager" || role === "admin" ? <Badge tone="line">{roles(role)}</Badge> : null}
              </li>
            ))}
            {team.members.length === 0 ? <li className="text-muted-foreground">{t("empty")}</li> : null}
          </ul>
        </section>
      ))}
      <Dialog open={asked !== null} onOpenChange={(open) => (open ? null : setAsked(null))}>
        {asked ? (
          <TeamDialog team={asked === "new" ? null : asked} users={users} onDone={() => setAsked(null)} />
        ) : null}
      </Dialog>
      <Dialog open={going !== null} onOpenChange={(open) => (open ? null : setGoing(null))}>
        {going ? <DeleteDialog team={going} onDone={() => setGoing(null)} /> : null}
      </Dialog>
    </div>
  );
}

function DeleteDialog({ team, onDone }: { team: TeamRow; onDone: () => void }) {
  const t = useTranslations("members.teams");
  const { run, busy, failure } = useAsking();
  const { id: teamId, name } = team;
  const dissolve = async () => {
    if (!(await run((options) => deleteTeamAction({ teamId }, options)))) return;
    notify({ title: t("deleted", { name }) });
    onDone();
  };
  return (
    <AskContent
      {...{ busy, failure }}
      title={t("deleteTitle", { name })}
      description={t("deleteLead", { count: team.members.length })}
      danger
      confirm={t("delete")}
      onConfirm={() => void dissolve()}
    />
  );
}

function TeamDialog(props: { team: TeamRow | null; users: readonly UserRow[]; onDone: () => void }) {
  const { team, users, onDone } = props;
  const t = useTranslations("members.teams");
  const common = useTranslations("common");
  const before = new Set(team?.members.map(({ userId }) => userId) ?? []);
  const [name, setName] = useState(team?.name ?? "");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(before);
  const { run, busy, failure } = useAsking();
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const create = () => run((options) => createTeamAction({ name, memberIds: [...chosen] }, options));
  const edit = async (teamId: string) => {
    if (name.trim() !== team?.name && !(await run((options) => renameTeamAction({ teamId, name }, options))))
      return null;
    const add = [...chosen].filter((id) => !before.has(id));
    const remove = [...before].filter((id) => !chosen.has(id));
    if (add.length + remove.length === 0) return { teamId };
    return run((options) => setTeamMembersAction({ teamId, add, remove }, options));
  };
  const save = async () => {
    if (!(await (team ? edit(team.id) : create()))) return;
    notify({ title: common("saved") });
    onDone();
  };
  return (
    <AskContent
      {...{ busy, failure }}
      title={team ? t("editTitle", { name: team.name }) : t("create")}
      description={t("dialogLead")}
      confirm={common("save")}
      disabledReason={name.trim() === "" ? t("nameMissing") : undefined}
      onConfirm={() => void save()}
    >
      <Field label={t("name")} required>
        {(control) => (
          <Input {...control} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <ul className="mt-3">
        {users.map((user) => (
          <li key={user.id}>
            <Label
              htmlFor={`team-${user.id}`}
              className="flex h-9 items-center gap-2.5 font-normal max-md:h-11"
            >
              <Checkbox
                id={`team-${user.id}`}
                checked={chosen.has(user.id)}
                onCheckedChange={() => toggle(user.id)}
              />
              {user.name}
              <span className="ms-auto text-muted-foreground">
                {user.teamId && user.teamId !== team?.id ? t("leaves", { team: user.teamName ?? "" }) : ""}
              </span>
            </Label>
          </li>
        ))}
      </ul>
    </AskContent>
  );
}
