import { FileClock } from "lucide-react";
import Link from "next/link";
import { useFormatter, useLocale, useTimeZone, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatMoment } from "@/lib/i18n/dates";
import type { ImportRow } from "@/lib/imports/import-types";

type Props = { imports: readonly ImportRow[]; nextCursor: string | null; now: Date };

const FIGURES = ["rows", "created", "updated", "duplicate", "rejected"] as const;

function useWhen(now: Date): (at: Date) => string {
  const where = { locale: useLocale(), timeZone: useTimeZone() ?? "UTC" };
  return (at) => formatMoment(at, where, now);
}

/** The files that were imported, latest first, with what became of their rows. A table, on the phone cards. */
export function ImportHistory({ imports, nextCursor, now }: Props) {
  const t = useTranslations("imports");
  const list = "px-0 pb-0 max-md:px-0 [&>div:first-child]:px-5 max-md:[&>div:first-child]:px-4";
  if (imports.length === 0) {
    return (
      <Section>
        <EmptyState
          icon={FileClock}
          title={t("history.empty")}
          text={t("history.emptyText")}
          className="px-0 py-1"
        />
      </Section>
    );
  }
  return (
    <Section level={2} title={t("history.title")} className={list}>
      <HistoryTable imports={imports} now={now} />
      <HistoryCards imports={imports} now={now} />
      {nextCursor ? (
        <div className="px-5 py-3 max-md:px-4">
          <Button asChild>
            <Link href={`/imports?cursor=${nextCursor}`}>{t("history.older")}</Link>
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function HistoryTable({ imports, now }: Pick<Props, "imports" | "now">) {
  const t = useTranslations("imports");
  const states = useTranslations("enums.importState");
  const format = useFormatter();
  const when = useWhen(now);
  return (
    <Table className="table-fixed max-md:hidden">
      <thead>
        <tr>
          <Th>{t("history.file")}</Th>
          <Th className="w-[16%]">{t("history.pool")}</Th>
          <Th className="w-[110px]">{t("history.by")}</Th>
          <Th className="w-[148px]">{t("history.when")}</Th>
          {FIGURES.map((key) => (
            <Th key={key} numeric className="w-[76px]">
              {t(`count.${key}`)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {imports.map((row) => (
          <Tr key={row.id} className="relative hover:bg-hover">
            <Td className="truncate font-medium">
              <Link
                href={`/imports/${row.id}`}
                title={row.fileName}
                className="rounded-sm after:absolute after:inset-0"
              >
                {row.fileName}
              </Link>
              {row.state === "finished" ? null : (
                <Badge tone={row.state === "failed" ? "danger" : "grey"} className="ms-2">
                  {states(row.state)}
                </Badge>
              )}
            </Td>
            <Td muted className="truncate">
              {row.poolName}
            </Td>
            <Td muted className="truncate">
              {row.startedByName ?? t("history.commandLine")}
            </Td>
            <Td muted className="whitespace-nowrap tabular-nums">
              {when(row.startedAt)}
            </Td>
            {FIGURES.map((key) => (
              <Td key={key} numeric className={figureTone(key, row[key])}>
                {format.number(row[key])}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function figureTone(key: (typeof FIGURES)[number], value: number): string {
  if (value === 0) return "tabular-nums text-faint-foreground";
  if (key === "created") return "tabular-nums font-medium text-primary-text";
  return key === "rejected" ? "tabular-nums text-danger-text" : "tabular-nums text-muted-foreground";
}

function HistoryCards({ imports, now }: Pick<Props, "imports" | "now">) {
  const t = useTranslations("imports");
  const states = useTranslations("enums.importState");
  const when = useWhen(now);
  return (
    <ul className="md:hidden">
      {imports.map((row) => (
        <li key={row.id} className="border-hairline border-b">
          <Link href={`/imports/${row.id}`} className="block px-4 py-3 active:bg-muted">
            <span className="flex items-center gap-2">
              <span className="min-w-0 truncate font-medium text-14">{row.fileName}</span>
              {row.state === "finished" ? null : (
                <Badge tone={row.state === "failed" ? "danger" : "grey"}>{states(row.state)}</Badge>
              )}
            </span>
            <span className="mt-0.5 block text-13 text-muted-foreground">
              {t("count.summary", {
                ...{ rows: row.rows, created: row.created, updated: row.updated },
                ...{ duplicate: row.duplicate, rejected: row.rejected },
              })}
            </span>
            <span className="mt-0.5 block truncate text-12 text-faint-foreground">
              {[when(row.startedAt), row.poolName, row.startedByName ?? t("history.commandLine")].join(" · ")}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
