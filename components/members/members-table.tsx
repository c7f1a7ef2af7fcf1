"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { AwayBadge } from "@/components/leaves/away-badge";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Absence } from "@/lib/leaves/types";
import type { UserRow } from "@/lib/users/types";
import { useSeen } from "./use-seen";

/** People by name: a table on the desktop, lines of 60 on the phone. */
export function MembersTable(props: {
  users: readonly UserRow[];
  absences: readonly Absence[];
  left: boolean;
}) {
  const { users, absences, left } = props;
  const t = useTranslations("members");
  const roles = useTranslations("enums.role");
  const seen = useSeen();
  const { day } = useMoments();
  const now = useNow();
  const whenOf = (user: UserRow) =>
    user.deactivatedAt ? t("leftOn", { day: day(user.deactivatedAt, now) }) : seen(user.seenAt);
  const awayUntil = (user: UserRow) => absences.find(({ userId }) => userId === user.id)?.untilOn;
  return (
    <>
      <Table className="max-md:hidden">
        <thead>
          <Tr>
            <Th className="text-start">{t("name")}</Th>
            <Th className="text-start">{t("role")}</Th>
            <Th className="text-start">{t("team")}</Th>
            <Th className="text-start">{t("pools")}</Th>
            <Th numeric>{t("held")}</Th>
            <Th numeric>{t("ownCap")}</Th>
            <Th numeric>{t(left ? "left" : "seen")}</Th>
          </Tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <Tr key={user.id} className="hover:bg-hover">
              <Td>
                <Link
                  href={`/members/${user.id}`}
                  className="flex items-center gap-2 hover:text-primary-text"
                >
                  <Avatar name={user.name} />
                  <span className="font-medium">{user.name}</span>
                  <AwayBadge untilOn={awayUntil(user)} />
                  <span className="text-12 text-muted-foreground">{user.email}</span>
                </Link>
              </Td>
              <Td>
                {user.role === "rep" ? (
                  <span className="text-muted-foreground">{roles(user.role)}</span>
                ) : (
                  <Badge tone="line">{roles(user.role)}</Badge>
                )}
              </Td>
              <Td muted>{user.teamName ?? "–"}</Td>
              <Td muted className="max-w-64 truncate">
                {user.pools.map(({ name }) => name).join(t("comma")) || "–"}
              </Td>
              <Td numeric>
                {user.heldCount > 0 ? (
                  <Link href={`/mine?view=all&owner=${user.id}`} className="hover:text-primary-text">
                    {user.heldCount}
                  </Link>
                ) : (
                  <span className="text-faint-foreground">0</span>
                )}
              </Td>
              <Td numeric muted>
                {user.holdingCap ?? t("byRules")}
              </Td>
              <Td numeric muted className="whitespace-nowrap">
                {whenOf(user)}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <ul className="md:hidden">
        {users.map((user) => (
          <li key={user.id} className="border-hairline border-b">
            <Link href={`/members/${user.id}`} className="flex min-h-15 items-center gap-3 px-4 py-2">
              <Avatar name={user.name} size="lg" />
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-2">
                  <span className="truncate font-medium text-16">{user.name}</span>
                  {user.role === "rep" ? null : <Badge tone="line">{roles(user.role)}</Badge>}
                  <AwayBadge untilOn={awayUntil(user)} />
                </span>
                <span className="block truncate text-12 text-muted-foreground">
                  {[user.teamName, t("heldCount", { count: user.heldCount }), whenOf(user)]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <ChevronRight aria-hidden className="size-4 text-faint-foreground" />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
