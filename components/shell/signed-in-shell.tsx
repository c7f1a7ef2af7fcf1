"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useCallback } from "react";
import { ClockProvider } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { FieldsProvider } from "@/components/fields/fields-provider";
import { AppShell } from "@/components/layout/app-shell";
import type { PaletteItem } from "@/components/layout/command-palette";
import type { ShellQuota } from "@/components/layout/rail";
import { LiveProvider, useLiveRefresh } from "@/components/live/live-provider";
import { PreferenceSync } from "@/components/me/preference-sync";
import { isOwnDoing } from "@/components/pool/claim-store";
import { GradeMark } from "@/components/ui/grade-mark";
import type { Role } from "@/db/enums";
import { signOutAction } from "@/lib/auth/actions";
import type { HitPlace, SearchHit } from "@/lib/customers/types";
import type { PoolQuota } from "@/lib/quotas/types";
import type { ShellFacts } from "@/lib/shell/queries";

type SignedInShellProps = {
  organisation: string;
  user: { id: string; name: string; email: string; role: Role; teamName: string | null };
  preferences: { theme: "light" | "dark" | "system" | null; singleKeys: boolean };
  facts: ShellFacts;
  railCollapsed: boolean;
  now: Date;
  children: ReactNode;
};

/** The frame of every signed-in page, with its live stream, its clock and the search behind ⌘K. */
export function SignedInShell({ now, children, ...props }: SignedInShellProps) {
  return (
    <LiveProvider>
      <ClockProvider now={now}>
        <FieldsProvider fields={props.facts.fields}>
          <Frame {...props}>{children}</Frame>
        </FieldsProvider>
      </ClockProvider>
    </LiveProvider>
  );
}

function Frame({
  organisation,
  user,
  preferences,
  facts,
  railCollapsed,
  children,
}: Omit<SignedInShellProps, "now">) {
  const { pools, quotas, unread, atRisk, duplicates, pins } = facts;
  const gauges = useGauges(quotas.main);
  const search = useCustomerSearch();
  // The dot of the bell and the badge of "my customers" are about oneself: whatever concerns others is left to the lists.
  useLiveRefresh((event) => event.owners.includes(user.id) && !isOwnDoing(event.customers));
  const { id: _, ...person } = user;
  return (
    <AppShell
      organisation={organisation}
      user={person}
      pools={pools.map(({ id, name, total, fresh }) => ({
        ...{ id, name, total: total.count },
        ...(fresh.count > 0 ? { fresh: fresh.count } : {}),
      }))}
      pins={pins.map(({ id, list, name, state }) => ({
        ...{ id, list, name },
        href: `/${list}?${new URLSearchParams({ ...state, saved: id })}`,
      }))}
      counts={{ pool: pools.reduce((sum, pool) => sum + pool.total.count, 0), atRisk, unread, duplicates }}
      quotas={gauges}
      railCollapsed={railCollapsed}
      onSignOut={signOutAction}
      search={search}
    >
      <PreferenceSync stored={preferences} />
      {children}
    </AppShell>
  );
}

/** More ticks than these don't fit beside their number: then those that don't count are left out. */
const MOST_TICKS = 20;

/** The two gauges at the foot of the rail, of the pool in which the person holds most. */
function useGauges(main: PoolQuota | null): { holding?: ShellQuota; today?: ShellQuota } {
  const t = useTranslations("nav");
  const { hour } = useMoments();
  if (!main) return {};
  const { held, cap, notCounted, today } = main;
  const full = today !== null && today.used >= today.limit;
  return {
    ...(cap === null
      ? {}
      : { holding: { used: held, limit: cap, free: cap + notCounted > MOST_TICKS ? 0 : notCounted } }),
    ...(today
      ? {
          today: {
            used: today.used,
            limit: today.limit,
            ...(full ? { note: t("fullUntil", { time: hour(today.resetsAt) }) } : {}),
          },
        }
      : {}),
  };
}

const PLACES: Record<HitPlace, (id: string) => string> = {
  pool: (id) => `/pool/${id}`,
  taken: (id) => `/pool/${id}`,
  mine: (id) => `/customers/${id}`,
  held: (id) => `/customers/${id}`,
  invalid: (id) => `/customers/${id}`,
};

/** Customers for the palette: of the server, as far as the person may see them. */
function useCustomerSearch(): (query: string, signal: AbortSignal) => Promise<PaletteItem[]> {
  const t = useTranslations("pool.found");
  return useCallback(
    async (query, signal) => {
      const answer = await fetch(`/api/search?q=${encodeURIComponent(query)}`, { signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const hits = (await answer.json()) as SearchHit[];
      return hits.map(({ id, name, grade, place, ownerName, poolName, contactName, formerName }) => {
        const where = t(place, { pool: poolName, owner: ownerName ?? "" });
        return {
          ...{ id, label: name, href: PLACES[place](id) },
          detail: [where, contactName, formerName && t("former", { name: formerName })]
            .filter(Boolean)
            .join(" · "),
          ...(grade ? { mark: <GradeMark grade={grade} /> } : {}),
        };
      });
    },
    [t],
  );
}
