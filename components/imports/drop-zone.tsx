"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { Button, buttonVariants } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Progress } from "@/components/ui/meter";

const ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,text/csv";

type Props = {
  /** The file that is on its way, and how much of it has gone. */
  sending: { name: string; share: number } | null;
  limitMegabytes: number;
  error: string | null;
  onFile: (file: File) => void;
  onStop: () => void;
};

/** Where a file is dropped or chosen; the whole field takes it. */
export function DropZone({ sending, limitMegabytes, error, onFile, onStop }: Props) {
  const t = useTranslations("imports");
  const id = useId();
  const [over, setOver] = useState(false);
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  const take = (file: File | undefined) => {
    setOver(false);
    if (file && sending === null) onFile(file);
  };
  const input = useRef<HTMLInputElement>(null);
  const takeEarly = useEffectEvent(() => take(input.current?.files?.[0]));
  // On a slow device a file may be chosen before this page listens.
  useEffect(() => takeEarly(), []);
  return (
    <section
      aria-label={t("drop.label")}
      onDragEnter={drag(true)}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files[0]);
      }}
      className={cn(
        "flex flex-col items-center gap-1 rounded-lg border border-border border-dashed px-6 py-12 text-center transition-colors duration-140 ease-std max-md:py-8",
        over && "border-primary-line bg-primary-subtle",
      )}
    >
      <FileUp
        aria-hidden
        className={cn("mb-2 size-6", over ? "text-primary-text" : "text-muted-foreground")}
      />
      <h2 className="font-semibold text-16">
        {over ? (
          t("drop.release")
        ) : (
          <>
            <span className="max-md:hidden">{t("drop.title")}</span>
            <span className="md:hidden">{t("drop.phone")}</span>
          </>
        )}
      </h2>
      <p className="max-w-[52ch] text-13 text-muted-foreground max-md:text-14">{t("drop.text")}</p>
      {sending === null ? (
        <label
          htmlFor={id}
          className={cn(
            buttonVariants({ variant: "primary" }),
            "mt-4 cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2",
          )}
        >
          {t("drop.choose")}
          <input
            ref={input}
            id={id}
            type="file"
            accept={ACCEPTED}
            className="sr-only"
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
        </label>
      ) : (
        <div role="status" className="mt-4 flex w-full max-w-[320px] flex-col gap-2">
          <p className="truncate text-13 text-muted-foreground">
            {t("drop.sending", { file: sending.name })}
          </p>
          <Progress label={t("run.sending")} value={Math.round(sending.share * 100)} max={100} />
          <Button variant="ghost" onClick={onStop} className="self-center">
            {t("drop.stop")}
          </Button>
        </div>
      )}
      <p className="mt-2 text-12 text-faint-foreground">{t("limits", { megabytes: limitMegabytes })}</p>
      {error ? (
        <p role="alert" className="mt-3 max-w-[60ch] text-13 text-danger-text max-md:text-14">
          {error}
        </p>
      ) : null}
    </section>
  );
}
