"use client";

import { Inbox } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAsking } from "@/components/customer/use-asking";
import { PageHeader, PhoneHeader, Toolbar } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { useLiveRefresh } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import { listSubmissionsAction } from "@/lib/forms/actions";
import type { SubmissionPage, SubmissionRow } from "@/lib/forms/types";
import { SubmissionLine } from "./submission-line";
import type { OwnField } from "./use-field-names";

const FILTERS = ["all", "held", "done", "discarded"] as const;
export type SubmissionFilter = (typeof FILTERS)[number];

type ScreenProps = {
  page: SubmissionPage;
  filter: SubmissionFilter;
  /** One form or inbox alone, if the address names one. */
  only: { formId?: string; inboxId?: string };
  name: string | null;
  own: readonly OwnField[];
};

/** What was sent to forms and inboxes, and the queue of what a person has to look at. */
export function SubmissionsScreen({ page, filter, only, name, own }: ScreenProps) {
  const t = useTranslations("sources");
  const router = useRouter();
  useLiveRefresh((event) => event.kind === "submission");
  const [older, setOlder] = useState<{
    of: SubmissionPage;
    rows: SubmissionRow[];
    next: string | null;
  } | null>(null);
  const { run, busy } = useAsking();
  const current = older?.of === page ? older : null;
  const next = current ? current.next : page.nextCursor;
  const rows = [...page.rows, ...(current?.rows ?? [])];
  const more = async () => {
    if (!next) return;
    const state = filter === "all" ? {} : { state: filter };
    const read = await run(() => listSubmissionsAction({ cursor: next, ...state, ...only }));
    if (read) setOlder({ of: page, rows: [...(current?.rows ?? []), ...read.rows], next: read.nextCursor });
  };
  const go = (state: SubmissionFilter) => {
    const query = new URLSearchParams({
      ...(state === "all" ? {} : { state }),
      ...(only.formId ? { form: only.formId } : {}),
      ...(only.inboxId ? { inbox: only.inboxId } : {}),
    });
    router.push(`?${query}`, { scroll: false });
  };
  const crumb = { label: t("title"), href: "/settings/sources" };
  const title = name ?? t("submissions");
  return (
    <>
      <PageHeader title={title} crumbs={[crumb]} ruled />
      <PhoneHeader title={title} back={crumb} />
      <Toolbar label={t("submission.filter")}>
        <Segmented
          label={t("submission.filter")}
          value={filter}
          onValueChange={go}
          options={FILTERS.map((value) => ({ value, label: t(`submission.state.${value}`) }))}
        />
      </Toolbar>
      <Panes>
        <Pane>
          <div className="max-w-[1040px] pb-10">
            {rows.length === 0 ? (
              <EmptyState icon={Inbox} title={t("submission.none")} text={t("submission.noneText")} />
            ) : (
              <ul aria-label={title} className="border-hairline border-t">
                {rows.map((row) => (
                  <SubmissionLine key={row.id} row={row} own={own} />
                ))}
              </ul>
            )}
            {next ? (
              <Button className="mx-5 mt-3" size="sm" busy={busy} onClick={() => void more()}>
                {t("submission.more")}
              </Button>
            ) : null}
          </div>
        </Pane>
      </Panes>
    </>
  );
}
