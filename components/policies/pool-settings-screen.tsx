"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AllocationSentences } from "@/components/allocation/allocation-sentences";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { useLiveRefresh } from "@/components/live/live-provider";
import { type RuleNames, RuleNamesProvider } from "@/components/rules/names";
import { SimulationView } from "@/components/simulation/simulation-view";
import { SweepsOf } from "@/components/sweeps/sweeps-of";
import { Badge } from "@/components/ui/badge";
import { ViewTabs } from "@/components/ui/tabs";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { Policy, PolicyVersion } from "@/lib/policies/types";
import type { PoolMember, PoolRow } from "@/lib/pools/types";
import { PolicyEditor } from "./policy-editor";
import { PolicySentence, RuleSentences } from "./policy-sentence";
import { type Candidate, PoolMembers } from "./pool-members";
import type { Drafting } from "./use-approval";
import { usePolicyDraft } from "./use-policy-draft";
import { VersionsView } from "./versions-view";

export const POOL_TABS = ["rules", "simulation", "members", "versions"] as const;
export type PoolTab = (typeof POOL_TABS)[number];

const NO_CHANGES = new Map();
const CHANGES: ReadonlySet<string> = new Set(["policy_published", "policy_draft_changed", "members_set"]);

type ScreenProps = {
  pool: PoolRow;
  policy: Policy;
  versions: readonly PolicyVersion[];
  members: readonly PoolMember[];
  candidates: readonly Candidate[];
  tab: PoolTab;
  admin: boolean;
  /** Whether the sweeps of the pool may be read. */
  sweeps: boolean;
  /** What is kept of the rules that are being written, for those who may. */
  drafting: Drafting;
  /** What the ids in the rules are called. */
  names: RuleNames;
};

/** A pool's settings: its rules, its people, its versions. The draft outlives a look at the other tabs. */
export function PoolSettingsScreen(props: ScreenProps) {
  const { pool, policy, versions, members, candidates, admin, drafting } = props;
  const t = useTranslations("policy");
  const settings = useTranslations("policy.settings");
  const simulation = useTranslations("simulation");
  const [tab, setTab] = useState<PoolTab>(props.tab === "simulation" && !admin ? "rules" : props.tab);
  const edit = usePolicyDraft(policy, drafting.saved);
  useLiveRefresh((event) => CHANGES.has(event.kind) && event.pools.includes(pool.id));
  const editable = admin && pool.archivedAt === null;
  const select = (value: string) => {
    const next = POOL_TABS.find((one) => one === value) ?? "rules";
    setTab(next);
    window.history.replaceState(null, "", next === "rules" ? `/settings/pools/${pool.id}` : `?tab=${next}`);
  };
  const take = (document: PolicyDocument) => {
    edit.load(document);
    select("rules");
  };
  const title = t("titleOf", { pool: pool.name });
  const archived = pool.archivedAt ? <Badge>{settings("archivedBadge")}</Badge> : null;
  return (
    <RuleNamesProvider names={props.names}>
      <PageHeader
        title={title}
        crumbs={[{ label: settings("title"), href: "/settings" }]}
        note={archived}
        actions={props.sweeps ? <SweepsOf poolId={pool.id} /> : null}
        keyNumber={t.rich("counts", {
          ...{ pooled: pool.pooledCount, held: pool.heldCount },
          b: (chunks) => <b>{chunks}</b>,
        })}
      />
      <PhoneHeader
        title={title}
        back={{ href: "/settings", label: settings("title") }}
        note={archived}
        actions={props.sweeps ? <SweepsOf poolId={pool.id} phone /> : null}
      />
      <ViewTabs
        label={title}
        current={tab}
        onSelect={select}
        items={[
          {
            value: "rules",
            label: t("tabs.rules"),
            ...(edit.dirty ? { unsaved: t("draft.changed", { count: edit.changes.length }) } : {}),
          },
          ...(admin ? [{ value: "simulation", label: simulation("tab") }] : []),
          { value: "members", label: t("tabs.members"), count: members.length },
          { value: "versions", label: t("tabs.versions"), count: versions.length },
        ]}
      />
      {tab === "rules" && editable ? (
        <PolicyEditor {...{ poolName: pool.name, edit, drafting }} onSimulate={() => select("simulation")} />
      ) : null}
      {tab === "rules" && !editable ? (
        <Panes>
          <Pane className="px-7 py-4 max-md:px-4">
            <p className="mb-2 text-12 text-muted-foreground">{t("readOnly")}</p>
            <div className="flex max-w-[860px] flex-col gap-4">
              <RuleSentences document={policy.document} poolName={pool.name} />
              <AllocationSentences document={policy.document} poolId={pool.id} />
              <PolicySentence
                document={policy.document}
                changes={NO_CHANGES}
                version={policy.version}
                className="text-16 leading-8"
              />
            </div>
          </Pane>
        </Panes>
      ) : null}
      {tab === "rules" ? null : (
        <Panes>
          <Pane>
            {tab === "simulation" ? (
              <SimulationView
                {...{ poolId: pool.id, document: edit.draft, dirty: edit.dirty, version: edit.base.version }}
              />
            ) : tab === "members" ? (
              <PoolMembers poolId={pool.id} poolName={pool.name} {...{ members, candidates, editable }} />
            ) : (
              <VersionsView
                {...{ poolId: pool.id, poolName: pool.name, versions }}
                {...(editable ? { onTake: take } : {})}
              />
            )}
          </Pane>
        </Panes>
      )}
    </RuleNamesProvider>
  );
}
