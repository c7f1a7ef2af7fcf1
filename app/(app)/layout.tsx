import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { RAIL_COOKIE } from "@/components/layout/rail-cookie";
import { RuleNamesProvider } from "@/components/rules/names";
import { SignedInShell } from "@/components/shell/signed-in-shell";
import { StopBanner } from "@/components/sweeps/stop-banner";
import { StopsProvider } from "@/components/sweeps/stops-provider";
import { requireCtx } from "@/lib/auth/require-ctx";
import { may } from "@/lib/permissions";
import { readShell } from "@/lib/shell/queries";

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const { ctx, user, organization, preferences } = await requireCtx();
  const [facts, jar] = await Promise.all([readShell(ctx), cookies()]);
  return (
    <SignedInShell
      organisation={organization.name}
      user={{ id: user.id, name: user.name, email: user.email, role: user.role, teamName: user.teamName }}
      preferences={preferences}
      facts={facts}
      railCollapsed={jar.get(RAIL_COOKIE)?.value === "56"}
      now={ctx.now}
    >
      <RuleNamesProvider
        names={{
          pools: facts.pools.map(({ id, name }) => ({ id, name })),
          currency: organization.currency,
          customFields: facts.fields,
          ...{ teams: [], people: [], suggestions: {} },
        }}
      >
        <StopsProvider stops={facts.stops}>
          {may(ctx.actor, "sweeps.read") ? <StopBanner /> : null}
          {children}
        </StopsProvider>
      </RuleNamesProvider>
    </SignedInShell>
  );
}
