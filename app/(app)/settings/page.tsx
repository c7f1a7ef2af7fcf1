import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CalendarLink } from "@/components/calendar/calendar-link";
import { FieldsLink } from "@/components/fields/fields-link";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { QualityLink } from "@/components/quality/quality-link";
import { ApprovalForm } from "@/components/settings/approval-form";
import { OrganizationForm } from "@/components/settings/organization-form";
import { PoolsList } from "@/components/settings/pools-list";
import { SourcesLink } from "@/components/sources/sources-link";
import { SweepsLink } from "@/components/sweeps/sweeps-link";
import { TokensLink } from "@/components/tokens/tokens-link";
import { WebhooksLink } from "@/components/webhooks/webhooks-link";
import { requireCtx } from "@/lib/auth/require-ctx";
import { getCalendarYear } from "@/lib/calendar/queries";
import { actorId } from "@/lib/context";
import { listFields } from "@/lib/custom-fields/queries";
import { listForms, listInboxes } from "@/lib/forms/queries";
import { getOrganization } from "@/lib/organization/queries";
import { may } from "@/lib/permissions";
import { getApprovalSettings } from "@/lib/policy-drafts/queries";
import { listPools } from "@/lib/pools/queries";
import { getQualitySettings } from "@/lib/quality/queries";
import { listStops } from "@/lib/sweeps/queries";
import { listTokens } from "@/lib/tokens/queries";
import { listUsers } from "@/lib/users/queries";
import { listEndpoints } from "@/lib/webhooks/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policy.settings");
  return { title: t("title") };
}

export default async function SettingsPage() {
  const { ctx } = await requireCtx();
  const t = await getTranslations("policy.settings");
  const admin = may(ctx.actor, "pools.manage");
  const [pools, organization, people, calendar, fields, stops, approval, quality, tokens] = await Promise.all(
    [
      listPools(ctx, { archived: admin }),
      getOrganization(ctx),
      admin ? listUsers(ctx) : [],
      getCalendarYear(ctx),
      may(ctx.actor, "fields.manage") ? listFields(ctx) : null,
      may(ctx.actor, "sweeps.read") ? listStops(ctx) : null,
      may(ctx.actor, "policies.publish") ? getApprovalSettings(ctx) : null,
      may(ctx.actor, "quality.manage") ? getQualitySettings(ctx) : null,
      may(ctx.actor, "tokens.manageAll") ? listTokens(ctx, { all: true }) : null,
    ],
  );
  const [endpoints, sources] = await Promise.all([
    may(ctx.actor, "webhooks.manage") ? listEndpoints(ctx) : null,
    may(ctx.actor, "sources.review") ? Promise.all([listForms(ctx), listInboxes(ctx)]) : null,
  ]);
  return (
    <>
      <PageHeader title={t("title")} ruled />
      <PhoneHeader title={t("title")} />
      <Panes>
        <Pane>
          <div className="max-w-[1040px]">
            <PoolsList pools={pools} people={people.map(({ id }) => id)} admin={admin} />
            {fields ? <FieldsLink count={fields.filter(({ retired }) => !retired).length} /> : null}
            <CalendarLink calendar={calendar} />
            {quality ? <QualityLink settings={quality} /> : null}
            {stops ? <SweepsLink stops={stops} /> : null}
            {sources ? <SourcesLink sources={sources.flat()} /> : null}
            {endpoints ? <WebhooksLink endpoints={endpoints} /> : null}
            {tokens ? <TokensLink count={tokens.filter(({ revokedAt }) => !revokedAt).length} /> : null}
            {approval ? (
              <ApprovalForm key={approval.threshold} settings={approval} me={actorId(ctx.actor)} />
            ) : null}
            {may(ctx.actor, "organization.edit") ? (
              <OrganizationForm
                key={JSON.stringify(organization)}
                organization={organization}
                timeZones={Intl.supportedValuesOf("timeZone")}
              />
            ) : null}
          </div>
        </Pane>
      </Panes>
    </>
  );
}
