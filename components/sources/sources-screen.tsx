"use client";

import { Inbox, Plus, SquarePen } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAsking } from "@/components/customer/use-asking";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { useLiveRefresh } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { EmptyState } from "@/components/ui/empty-state";
import { notify } from "@/components/ui/toast";
import type { PoolRef } from "@/lib/customers/types";
import { switchFormAction } from "@/lib/forms/actions";
import type { FormRow, InboxRow } from "@/lib/forms/types";
import { editInboxAction } from "@/lib/inbox/actions";
import { InboxDialog, type MadeInbox, MadeInboxDialog } from "./inbox-dialog";
import { SourceLine } from "./source-line";
import type { OwnField } from "./use-field-names";

type ScreenProps = {
  forms: readonly FormRow[];
  inboxes: readonly InboxRow[];
  pools: readonly PoolRef[];
  own: readonly OwnField[];
  siteUrl: string;
  admin: boolean;
};

type Open = { as: "inbox"; inbox: InboxRow | null } | { as: "made"; made: MadeInbox } | null;

/** Where customers come from by themselves: forms for visitors, inboxes for other systems. */
export function SourcesScreen({ forms, inboxes, pools, own, siteUrl, admin }: ScreenProps) {
  const t = useTranslations("sources");
  const settings = useTranslations("policy.settings");
  const [open, setOpen] = useState<Open>(null);
  useLiveRefresh((event) => event.kind === "submission");
  const crumb = { label: settings("title"), href: "/settings" };
  const held = [...forms, ...inboxes].reduce((sum, source) => sum + source.held, 0);
  const review = (
    <Button asChild size="sm">
      <Link href={held > 0 ? "/settings/sources/submissions?state=held" : "/settings/sources/submissions"}>
        {held > 0 ? t("linkHeld", { count: held }) : t("submissions")}
      </Link>
    </Button>
  );
  const poolName = (id: string) => pools.find((pool) => pool.id === id)?.name ?? "";
  return (
    <>
      <PageHeader title={t("title")} crumbs={[crumb]} actions={review} ruled />
      <PhoneHeader title={t("title")} back={crumb} actions={review} />
      <Panes>
        <Pane>
          <div className="max-w-[1040px] pb-10">
            <p className="px-5 py-3.5 text-muted-foreground max-md:px-4">{t("lead")}</p>
            <Head title={t("forms")}>
              {admin ? (
                <Button asChild size="sm" variant="primary" lead={<Plus aria-hidden />}>
                  <Link href="/settings/sources/forms/new">{t("addForm")}</Link>
                </Button>
              ) : null}
            </Head>
            {forms.length === 0 ? (
              <EmptyState icon={SquarePen} title={t("noForms")} text={t("noFormsText")} />
            ) : (
              <ul aria-label={t("forms")} className="border-hairline border-t">
                {forms.map((form) => (
                  <FormLine key={form.id} {...{ form, siteUrl, admin }} place={poolName(form.poolId)} />
                ))}
              </ul>
            )}
            <Head title={t("inboxes")}>
              {admin ? (
                <Button
                  size="sm"
                  lead={<Plus aria-hidden />}
                  onClick={() => setOpen({ as: "inbox", inbox: null })}
                >
                  {t("addInbox")}
                </Button>
              ) : null}
            </Head>
            {inboxes.length === 0 ? (
              <EmptyState icon={Inbox} title={t("noInboxes")} text={t("noInboxesText")} />
            ) : (
              <ul aria-label={t("inboxes")} className="border-hairline border-t">
                {inboxes.map((inbox) => (
                  <InboxLine
                    key={inbox.id}
                    {...{ inbox, siteUrl, admin }}
                    place={poolName(inbox.poolId)}
                    onEdit={() => setOpen({ as: "inbox", inbox })}
                  />
                ))}
              </ul>
            )}
          </div>
        </Pane>
      </Panes>
      <Dialog open={open !== null} onOpenChange={(next) => (next ? null : setOpen(null))}>
        {open?.as === "inbox" ? (
          <InboxDialog
            inbox={open.inbox}
            {...{ pools, own }}
            onDone={(made) => setOpen(made ? { as: "made", made } : null)}
          />
        ) : null}
        {open?.as === "made" ? <MadeInboxDialog made={open.made} siteUrl={siteUrl} /> : null}
      </Dialog>
    </>
  );
}

function Head({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="mt-4 flex h-11 items-center px-5 max-md:px-4">
      <h2 className="font-medium">{title}</h2>
      <span className="ms-auto">{children}</span>
    </div>
  );
}

type LineProps = { siteUrl: string; admin: boolean; place: string };

function useCopy() {
  const t = useTranslations("sources");
  return async (text: string) => {
    await navigator.clipboard.writeText(text);
    notify({ title: t("copied") });
  };
}

function FormLine({ form, siteUrl, admin, place }: LineProps & { form: FormRow }) {
  const t = useTranslations("sources");
  const { run } = useAsking();
  const copy = useCopy();
  const url = `${siteUrl}/f/${form.key}`;
  const turn = (open: boolean) => void run((asked) => switchFormAction({ formId: form.id, open }, asked));
  return (
    <SourceLine
      {...{ name: form.title, place, closed: form.closed, counts: form }}
      href={admin ? `/settings/sources/forms/${form.id}` : `/settings/sources/submissions?form=${form.id}`}
      onSwitch={admin ? turn : null}
      menu={
        <>
          <DropdownMenuItem asChild>
            <Link href={`/settings/sources/submissions?form=${form.id}`}>{t("submissions")}</Link>
          </DropdownMenuItem>
          {admin ? (
            <DropdownMenuItem asChild>
              <Link href={`/settings/sources/forms/${form.id}`}>{t("edit")}</Link>
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem asChild>
            <a href={url} target="_blank" rel="noreferrer">
              {t("view")}
            </a>
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void copy(url)}>{t("copyAddress")}</DropdownMenuItem>
        </>
      }
    />
  );
}

function InboxLine(props: LineProps & { inbox: InboxRow; onEdit: () => void }) {
  const { inbox, siteUrl, admin, place, onEdit } = props;
  const t = useTranslations("sources");
  const { run } = useAsking();
  const copy = useCopy();
  const { id, name, poolId, routes, mapping } = inbox;
  const turn = (open: boolean) =>
    void run((asked) => editInboxAction({ inboxId: id, name, poolId, routes, mapping, open }, asked));
  return (
    <SourceLine
      {...{ name, place, closed: inbox.closed, signed: inbox.signed, counts: inbox }}
      href={`/settings/sources/submissions?inbox=${id}`}
      onSwitch={admin ? turn : null}
      menu={
        <>
          <DropdownMenuItem asChild>
            <Link href={`/settings/sources/submissions?inbox=${id}`}>{t("submissions")}</Link>
          </DropdownMenuItem>
          {admin ? <DropdownMenuItem onSelect={onEdit}>{t("edit")}</DropdownMenuItem> : null}
          {admin ? (
            <DropdownMenuItem onSelect={() => void copy(`${siteUrl}/api/inbox/${inbox.key}`)}>
              {t("copyAddress")}
            </DropdownMenuItem>
          ) : null}
        </>
      }
    />
  );
}
