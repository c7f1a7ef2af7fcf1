"use client";

import { ArrowDown, ArrowUp, Ellipsis, Plus, Waves } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useOptimistic, useState, useTransition } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { reopenPoolAction, reorderPoolsAction } from "@/lib/pools/actions";
import type { PoolRow } from "@/lib/pools/types";
import { ArchiveDialog } from "./archive-dialog";
import { CreatePoolDialog, EditPoolDialog } from "./pool-dialogs";

type Asked = { kind: "edit" | "archive"; pool: PoolRow } | { kind: "create" } | null;

/** The pools in the order in which everybody sees them. */
export function PoolsList(props: {
  pools: readonly PoolRow[];
  /** Everybody active, who may become members of a new pool. */
  people: readonly string[];
  admin: boolean;
}) {
  const { pools, people, admin } = props;
  const t = useTranslations("policy.settings");
  const say = useErrorText();
  const open = pools.filter((pool) => pool.archivedAt === null);
  const archived = pools.filter((pool) => pool.archivedAt !== null);
  const [asked, setAsked] = useState<Asked>(null);
  const [, startMoving] = useTransition();
  const [order, setOrder] = useOptimistic(open);
  const move = (at: number, step: 1 | -1) => {
    const next = [...order];
    const [pool] = next.splice(at, 1);
    if (!pool) return;
    next.splice(at + step, 0, pool);
    startMoving(async () => {
      setOrder(next);
      const answer = await reorderPoolsAction({ poolIds: next.map(({ id }) => id) });
      if (!answer.ok) notify({ tone: "problem", title: say({ code: answer.error, params: answer.params }) });
    });
  };
  const close = () => setAsked(null);
  return (
    <section aria-labelledby="pools-title">
      <div className="flex min-h-13 items-center gap-3 px-5 max-md:px-4">
        <h2 id="pools-title" className="font-medium">
          {t("poolsTitle")}
        </h2>
        <span className="text-12 text-muted-foreground">{t("lead")}</span>
        {admin ? (
          <Button
            size="sm"
            variant="primary"
            className="ms-auto"
            lead={<Plus aria-hidden />}
            onClick={() => setAsked({ kind: "create" })}
          >
            {t("create")}
          </Button>
        ) : null}
      </div>
      {order.length === 0 ? <EmptyState icon={Waves} title={t("none")} text={t("noneText")} /> : null}
      {order.length > 0 ? (
        <PoolTable>
          {order.map((pool, at) => (
            <PoolLine key={pool.id} pool={pool}>
              {admin ? (
                <>
                  <Button
                    variant="ghost"
                    size="xs"
                    icon
                    className={at === 0 ? "invisible" : ""}
                    aria-label={t("up", { name: pool.name })}
                    onClick={() => move(at, -1)}
                  >
                    <ArrowUp aria-hidden />
                  </Button>
                  <Button
                    variant="ghost"
                    size="xs"
                    icon
                    className={at === order.length - 1 ? "invisible" : ""}
                    aria-label={t("down", { name: pool.name })}
                    onClick={() => move(at, 1)}
                  >
                    <ArrowDown aria-hidden />
                  </Button>
                  <PoolMenu pool={pool} onAsk={(kind) => setAsked({ kind, pool })} />
                </>
              ) : null}
            </PoolLine>
          ))}
        </PoolTable>
      ) : null}
      {archived.length > 0 ? <Archived pools={archived} admin={admin} /> : null}
      <Dialog open={asked !== null} onOpenChange={(next) => (next ? null : close())}>
        {asked?.kind === "create" ? <CreatePoolDialog pools={open} people={people} onDone={close} /> : null}
        {asked?.kind === "edit" ? <EditPoolDialog pool={asked.pool} onDone={close} /> : null}
        {asked?.kind === "archive" ? (
          <ArchiveDialog
            pool={asked.pool}
            others={open.filter(({ id }) => id !== asked.pool.id)}
            onDone={close}
          />
        ) : null}
      </Dialog>
    </section>
  );
}

function PoolTable({ children }: { children: ReactNode }) {
  const t = useTranslations("policy.settings");
  return (
    <Table>
      <thead>
        <Tr>
          <Th className="text-start">{t("name")}</Th>
          <Th numeric>{t("pooled")}</Th>
          <Th numeric>{t("held")}</Th>
          <Th numeric className="max-md:hidden">
            {t("members")}
          </Th>
          <Th className="text-start max-md:hidden md:ps-6">{t("rules")}</Th>
          <Th>{null}</Th>
        </Tr>
      </thead>
      <tbody>{children}</tbody>
    </Table>
  );
}

function PoolLine({ pool, children }: { pool: PoolRow; children: ReactNode }) {
  const t = useTranslations("policy.settings");
  const { day } = useMoments();
  const now = useNow();
  return (
    <Tr>
      <Td className="h-11 max-md:h-15">
        <Link href={`/settings/pools/${pool.id}`} className="hit-line font-medium hover:text-primary-text">
          {pool.name}
        </Link>
        {pool.description ? (
          <span className="ms-2 text-12 text-muted-foreground max-md:ms-0 max-md:block">
            {pool.description}
          </span>
        ) : null}
      </Td>
      <Td numeric>{pool.pooledCount}</Td>
      <Td numeric>{pool.heldCount}</Td>
      <Td numeric className="max-md:hidden">
        <Link href={`/settings/pools/${pool.id}?tab=members`} className="hover:text-primary-text">
          {pool.memberCount}
        </Link>
      </Td>
      <Td className="max-md:hidden md:ps-6" muted>
        <Link href={`/settings/pools/${pool.id}?tab=versions`} className="hover:text-primary-text">
          {pool.archivedAt
            ? t("archivedAt", { day: day(pool.archivedAt, now) })
            : t("since", { version: pool.policyVersion, day: day(pool.policyPublishedAt, now) })}
        </Link>
      </Td>
      <Td numeric className="w-28 whitespace-nowrap">
        {children}
      </Td>
    </Tr>
  );
}

function PoolMenu({ pool, onAsk }: { pool: PoolRow; onAsk: (kind: "edit" | "archive") => void }) {
  const t = useTranslations("policy.settings");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="xs" icon aria-label={t("menu", { name: pool.name })}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem asChild>
          <Link href={`/settings/pools/${pool.id}`}>{t("editRules")}</Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/pool?pool=${pool.id}`}>{t("openPool")}</Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onAsk("edit")}>{t("rename")}</DropdownMenuItem>
        <DropdownMenuItem danger onSelect={() => onAsk("archive")}>
          {t("archive")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Archived({ pools, admin }: { pools: readonly PoolRow[]; admin: boolean }) {
  const t = useTranslations("policy.settings");
  const say = useErrorText();
  const [busy, startReopening] = useTransition();
  const reopen = (pool: PoolRow) =>
    startReopening(async () => {
      const answer = await reopenPoolAction({ poolId: pool.id });
      if (answer.ok) notify({ title: t("reopened", { name: pool.name }) });
      else notify({ tone: "problem", title: say({ code: answer.error, params: answer.params }) });
    });
  return (
    <details className="mt-2">
      <summary className="cursor-pointer px-5 py-2 text-muted-foreground max-md:px-4">
        {t("archivedTitle")} <Badge>{pools.length}</Badge>
      </summary>
      <PoolTable>
        {pools.map((pool) => (
          <PoolLine key={pool.id} pool={pool}>
            {admin ? (
              <Button size="xs" busy={busy} onClick={() => reopen(pool)}>
                {t("reopen")}
              </Button>
            ) : null}
          </PoolLine>
        ))}
      </PoolTable>
    </details>
  );
}
