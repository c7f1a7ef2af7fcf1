"use client";

import { Paperclip } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/toast";
import { acceptSubmissionAction, discardSubmissionAction } from "@/lib/forms/actions";
import type { SubmissionRow } from "@/lib/forms/types";
import { sizeText } from "@/lib/inbox/attachments";
import { type OwnField, useFieldNames } from "./use-field-names";

const TONES = { received: "info", held: "warning", done: "success", discarded: "grey" } as const;

/** One thing that was sent: what it says, why it waits, what became of it, and what can be done. */
export function SubmissionLine({ row, own }: { row: SubmissionRow; own: readonly OwnField[] }) {
  const t = useTranslations("sources.submission");
  const { nameOf } = useFieldNames(own);
  const { moment } = useMoments();
  return (
    <li className="flex flex-col gap-1.5 border-hairline border-b px-5 py-3 max-md:px-4">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={TONES[row.state]}>{t(`state.${row.state}`)}</Badge>
        {row.outcome ? <span>{t(`outcome.${row.outcome}`)}</span> : null}
        {row.customer ? (
          <Link href={`/customers/${row.customer.id}`} className="font-medium hover:text-primary-text">
            {row.customer.name}
          </Link>
        ) : null}
        {row.reasons.map((reason) => (
          <Badge key={reason} tone="line">
            {t(`reason.${reason}`)}
          </Badge>
        ))}
        <span className="ms-auto text-12 text-muted-foreground tabular-nums">
          {row.source.name} · {moment(row.receivedAt)}
        </span>
      </p>
      {row.values.length === 0 ? <p className="text-12 text-muted-foreground">{t("empty")}</p> : null}
      <dl className="grid grid-cols-[minmax(72px,auto)_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-13">
        {row.values.map(({ name, field, value }) => (
          <div key={name} className="contents">
            <dt className="max-w-40 truncate text-muted-foreground" title={name}>
              {field ? nameOf(field) : name}
            </dt>
            <dd className="line-clamp-4 min-w-0 whitespace-pre-line break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {row.files.length > 0 ? <Files row={row} /> : null}
      {row.state === "held" || row.state === "discarded" ? <Decide row={row} /> : null}
    </li>
  );
}

/** What was attached: to be saved by whoever may see it, else named. */
function Files({ row }: { row: SubmissionRow }) {
  const t = useTranslations("sources.submission");
  const files = row.files.map((file, place) => ({ ...file, place }));
  return (
    <ul
      aria-label={t("files", { count: row.files.length })}
      className="flex flex-wrap gap-x-4 gap-y-1 text-13"
    >
      {files.map(({ name, size, place }) => (
        <li key={place} className="flex min-w-0 items-center gap-1.5">
          <Paperclip aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
          {row.mayOpen ? (
            <a
              href={`/api/submissions/${row.id}/files/${place}`}
              download
              className="min-w-0 truncate text-primary-text"
            >
              {name}
            </a>
          ) : (
            <span className="min-w-0 truncate">{name}</span>
          )}
          <span className="shrink-0 text-12 text-muted-foreground tabular-nums">{sizeText(size)}</span>
        </li>
      ))}
    </ul>
  );
}

function Decide({ row }: { row: SubmissionRow }) {
  const t = useTranslations("sources.submission");
  const router = useRouter();
  const nameless = row.reasons.some((reason) => reason === "no_name" || reason === "unreadable");
  const [name, setName] = useState("");
  const { run, busy, failure } = useAsking();
  const accept = async () => {
    const values = name.trim() ? { name: name.trim() } : {};
    const done = await run(() => acceptSubmissionAction({ submissionId: row.id, values }));
    if (!done) return;
    if (done.state === "held") notify({ tone: "problem", title: t("stillHeld") });
    else notify({ title: t("accepted") });
    router.refresh();
  };
  const discard = async () => {
    const done = await run(() => discardSubmissionAction({ submissionId: row.id }));
    if (!done) return;
    notify({ title: t("discarded") });
    router.refresh();
  };
  return (
    <div className="mt-1 flex flex-wrap items-center gap-2">
      {nameless ? (
        <Input
          aria-label={t("name")}
          title={t("nameHint")}
          placeholder={t("nameHint")}
          className="h-8 max-w-72"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      ) : null}
      <Button size="sm" variant="primary" busy={busy} onClick={() => void accept()}>
        {t("accept")}
      </Button>
      {row.state === "held" ? (
        <Button size="sm" onClick={() => void discard()}>
          {t("discard")}
        </Button>
      ) : null}
      <FailureLine failure={failure} />
    </div>
  );
}
