"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { DropZone } from "./drop-zone";
import { type ImportFailure, sendFile } from "./send-file";
import { useFailureText } from "./use-failure-text";

type Props = {
  /** The pool that the way here came from. */
  poolId: string;
  limitMegabytes: number;
  /** The history, below the place where a file is dropped. */
  children: ReactNode;
};

type Sending = { name: string; share: number };

/** The page of imports: a place for a file, and the history. A file is sent in parts, and then looked at. */
export function ImportStart({ poolId, limitMegabytes, children }: Props) {
  const t = useTranslations("imports");
  const router = useRouter();
  const failureText = useFailureText();
  const [sending, setSending] = useState<Sending | null>(null);
  const [failure, setFailure] = useState<ImportFailure | null>(null);
  const stop = useRef<AbortController>(undefined);
  const open = async (file: File) => {
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    setFailure(null);
    setSending({ name: file.name, share: 0 });
    const answer = await sendFile(file, controller.signal, (sent) =>
      setSending({ name: file.name, share: file.size === 0 ? 1 : sent / file.size }),
    );
    if (answer.ok) {
      const pool = poolId ? `&pool=${poolId}` : "";
      return router.push(`/imports/new?file=${answer.data.fileId}${pool}`);
    }
    setSending(null);
    if (answer.code !== "STOPPED") setFailure(answer);
  };
  return (
    <>
      <PageHeader title={t("title")} ruled />
      <PhoneHeader title={t("title")} />
      <Panes>
        <Pane>
          <div className="px-5 pt-5 pb-6 max-md:px-4 max-md:pt-2">
            <DropZone
              sending={sending}
              limitMegabytes={limitMegabytes}
              error={failure ? failureText(failure) : null}
              onFile={(file) => void open(file)}
              onStop={() => stop.current?.abort()}
            />
          </div>
          {children}
        </Pane>
      </Panes>
    </>
  );
}
