"use client";

import { UserPlus, Users } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Label } from "@/components/ui/label";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { notify } from "@/components/ui/toast";
import { setMembersAction } from "@/lib/pools/actions";
import type { PoolMember } from "@/lib/pools/types";

export type Candidate = { id: string; name: string; teamName: string | null };

type MembersProps = {
  poolId: string;
  poolName: string;
  members: readonly PoolMember[];
  /** Active people who don't belong to the pool. */
  candidates: readonly Candidate[];
  /** Whether they may be changed. */
  editable: boolean;
};

/** Who may claim in a pool, and what each holds of it. */
export function PoolMembers({ poolId, poolName, members, candidates, editable }: MembersProps) {
  const t = useTranslations("policy.members");
  const roles = useTranslations("enums.role");
  const { day } = useMoments();
  const now = useNow();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<PoolMember | null>(null);
  return (
    <div className="w-full max-w-[860px] pb-10">
      <div className="flex min-h-13 items-center gap-2 px-5 max-md:px-4">
        <p className="text-muted-foreground">{t("lead", { count: members.length })}</p>
        {editable ? (
          <Button
            size="sm"
            className="ms-auto"
            lead={<UserPlus aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t("add")}
          </Button>
        ) : null}
      </div>
      {members.length === 0 ? (
        <EmptyState icon={Users} title={t("none")} text={t("noneText")} />
      ) : (
        <Table>
          <thead>
            <Tr>
              <Th className="text-start">{t("name")}</Th>
              <Th className="text-start max-md:hidden">{t("team")}</Th>
              <Th numeric>{t("held")}</Th>
              <Th numeric className="max-md:hidden">
                {t("since")}
              </Th>
              {editable ? <Th>{null}</Th> : null}
            </Tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <Tr key={member.userId}>
                <Td className="max-md:h-13">
                  <Link
                    href={`/members/${member.userId}`}
                    className="hit flex items-center gap-2 hover:text-primary-text"
                  >
                    <Avatar name={member.name} />
                    <span className="truncate">{member.name}</span>
                    {member.role === "rep" ? null : <Badge tone="line">{roles(member.role)}</Badge>}
                  </Link>
                </Td>
                <Td muted className="max-md:hidden">
                  {member.teamName ?? "–"}
                </Td>
                <Td numeric>
                  {member.countedCount}
                  <span className="text-faint-foreground">/{member.cap ?? t("noCap")}</span>
                </Td>
                <Td numeric muted className="max-md:hidden">
                  {day(member.joinedAt, now)}
                </Td>
                {editable ? (
                  <Td numeric className="w-20">
                    <Button variant="ghost" size="xs" onClick={() => setLeaving(member)}>
                      {t("remove")}
                    </Button>
                  </Td>
                ) : null}
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      <Dialog open={adding} onOpenChange={setAdding}>
        {adding ? <AddDialog {...{ poolId, poolName, candidates }} onDone={() => setAdding(false)} /> : null}
      </Dialog>
      <Dialog open={leaving !== null} onOpenChange={(open) => (open ? null : setLeaving(null))}>
        {leaving ? (
          <RemoveDialog {...{ poolId, poolName }} member={leaving} onDone={() => setLeaving(null)} />
        ) : null}
      </Dialog>
    </div>
  );
}

function AddDialog(props: {
  poolId: string;
  poolName: string;
  candidates: readonly Candidate[];
  onDone: () => void;
}) {
  const { poolId, poolName, candidates, onDone } = props;
  const t = useTranslations("policy.members");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { run, busy, failure } = useAsking();
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const add = async () => {
    const done = await run((options) => setMembersAction({ poolId, add: [...chosen] }, options));
    if (!done) return;
    notify({ title: t("added", { count: done.added.length, pool: poolName }) });
    onDone();
  };
  return (
    <AskContent
      {...{ busy, failure }}
      title={t("addTitle", { pool: poolName })}
      description={t("addLead")}
      confirm={t("addCount", { count: chosen.size })}
      disabledReason={chosen.size === 0 ? t("chooseFirst") : undefined}
      onConfirm={() => void add()}
    >
      {candidates.length === 0 ? <p className="text-muted-foreground">{t("everybodyIn")}</p> : null}
      <ul>
        {candidates.map(({ id, name, teamName }) => (
          <li key={id}>
            <Label
              htmlFor={`add-${id}`}
              className="flex h-9 items-center gap-2.5 rounded-md px-1 font-normal hover:bg-hover max-md:h-11"
            >
              <Checkbox id={`add-${id}`} checked={chosen.has(id)} onCheckedChange={() => toggle(id)} />
              <span>{name}</span>
              <span className="ms-auto text-muted-foreground">{teamName}</span>
            </Label>
          </li>
        ))}
      </ul>
    </AskContent>
  );
}

function RemoveDialog(props: { poolId: string; poolName: string; member: PoolMember; onDone: () => void }) {
  const { poolId, poolName, member, onDone } = props;
  const t = useTranslations("policy.members");
  const { run, busy, failure } = useAsking();
  const remove = async () => {
    const done = await run((options) => setMembersAction({ poolId, remove: [member.userId] }, options));
    if (!done) return;
    const still = done.stillHolding[0];
    notify({
      title: t("removed", { name: member.name, pool: poolName }),
      ...(still ? { detail: t("stillHolding", { count: still.held }) } : {}),
      seconds: 10,
    });
    onDone();
  };
  return (
    <AskContent
      {...{ busy, failure }}
      title={t("removeTitle", { name: member.name, pool: poolName })}
      description={member.heldCount > 0 ? t("removeHolding", { count: member.heldCount }) : t("removeLead")}
      danger
      confirm={t("removeConfirm")}
      onConfirm={() => void remove()}
    >
      {member.heldCount > 0 ? (
        <Link href={`/mine?view=all&owner=${member.userId}&pool=${poolId}`} className="text-primary-text">
          {t("seeHeld", { count: member.heldCount })}
        </Link>
      ) : null}
    </AskContent>
  );
}
