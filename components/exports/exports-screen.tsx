"use client";

import { FileDown } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { v4 as newKey } from "uuid";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { answered } from "@/components/follow-ups/answered";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { NotSecondPerson } from "@/components/ui/not-second-person";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { decideExportAction } from "@/lib/exports/actions";
import type { ExportRow } from "@/lib/exports/types";
import { ExportRulesForm } from "./export-rules-form";
import { useSearchText } from "./use-search-text";

type ExportsScreenProps = {
  rows: readonly ExportRow[];
  nextCursor: string | null;
  /** Null for who does not set them. */
  rules: { approvalAbove: number | null } | null;
};

/** Every list that left as a file, the latest first: what waits for a yes, what can be fetched, what there was. */
export function ExportsScreen({ rows, nextCursor, rules }: ExportsScreenProps) {
  const t = useTranslations("exports");
  return (
    <>
      <PageHeader title={t("page")} note={t("pageNote")} ruled />
      <PhoneHeader title={t("page")} note={t("pageNote")} />
      {rows.length === 0 ? (
        <EmptyState
          icon={FileDown}
          title={t("none")}
          text={t("noneText")}
          action={
            <Button asChild>
              <Link href="/pool">{t("toPool")}</Link>
            </Button>
          }
        />
      ) : (
        <ul aria-label={t("page")}>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
      {nextCursor ? (
        <div className="px-5 py-3 max-md:px-4">
          <Button size="sm" asChild>
            <Link href={`/exports?cursor=${nextCursor}`} prefetch={false}>
              {t("more")}
            </Link>
          </Button>
        </div>
      ) : null}
      {rules ? <ExportRulesForm rules={rules} /> : null}
    </>
  );
}

function Row({ row }: { row: ExportRow }) {
  const t = useTranslations("exports");
  const now = useNow();
  const { moment } = useMoments();
  const filters = useSearchText()(row.list, row.search);
  const count = row.state === "done" ? row.rowCount : row.expected;
  const facts = [
    t(`lists.${row.list}`),
    t(row.format),
    t("rowCount", { count }),
    ...(row.state === "done" ? [t("downloaded", { count: row.downloadCount })] : []),
  ];
  return (
    <li className="flex items-center gap-3 border-hairline border-b px-5 py-2.5 last:border-b-0 max-md:flex-wrap max-md:px-4">
      <div className="min-w-0 flex-1 max-md:basis-full">
        <p className="flex items-center gap-2">
          <span className="font-medium">{row.user.name}</span>
          <span className="text-12 text-muted-foreground">{moment(row.askedAt, now)}</span>
        </p>
        <p className="text-pretty text-12 text-muted-foreground">
          {facts.join(" · ")}
          {filters ? ` · ${t("filters", { filters })}` : ""}
        </p>
        {row.sameHands ? <NotSecondPerson why={row.sameHands} className="mt-0.5" /> : null}
      </div>
      <State row={row} />
      {row.mayDecide ? <Decision exportId={row.id} mayAllow={row.sameHands === null} /> : null}
      {row.ready ? (
        <Button size="sm" asChild>
          <a href={`/api/exports/${row.id}`} download>
            {t("download")}
          </a>
        </Button>
      ) : null}
    </li>
  );
}

function State({ row }: { row: ExportRow }) {
  const t = useTranslations("exports");
  const now = useNow();
  const { moment } = useMoments();
  const expired = row.state === "done" && row.expiresAt !== null && row.expiresAt <= now;
  const note = row.decidedBy
    ? t("decidedBy", { name: row.decidedBy })
    : row.ready && row.expiresAt
      ? t("until", { at: moment(row.expiresAt, now) })
      : null;
  return (
    <span className="flex shrink-0 items-center gap-2 text-12 text-muted-foreground">
      {note}
      <Badge tone={row.state === "asked" ? "warning" : "grey"}>
        {expired ? t("expired") : t(`states.${row.state}`)}
      </Badge>
    </span>
  );
}

function Decision({ exportId, mayAllow }: { exportId: string; mayAllow: boolean }) {
  const t = useTranslations("exports");
  const say = useErrorText();
  const router = useRouter();
  const [busy, start] = useTransition();
  const decide = (allow: boolean) =>
    start(async () => {
      const answer = await answered(decideExportAction({ exportId, allow }, { key: newKey() }));
      if (!answer.ok) notify({ tone: "problem", title: say(answer) });
      router.refresh();
    });
  return (
    <span className="flex shrink-0 gap-1.5">
      <Button size="sm" busy={busy} onClick={() => decide(false)}>
        {t("decline")}
      </Button>
      {mayAllow ? (
        <Button size="sm" variant="primary" busy={busy} onClick={() => decide(true)}>
          {t("allow")}
        </Button>
      ) : null}
    </span>
  );
}
