"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button, buttonVariants } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { notify } from "@/components/ui/toast";
import { importCalendarYearAction } from "@/lib/calendar/actions";
import { readText } from "./read-text";

const MOST_BYTES = 100_000;

/** Takes over the official list of a year, pasted or from a file. */
export function ImportDialog(props: { year: number; traditional: boolean; onDone: () => void }) {
  const { year, traditional, onDone } = props;
  const t = useTranslations("calendar");
  const common = useTranslations("common");
  const fileId = useId();
  const [text, setText] = useState("");
  const { run, busy, failure, forget } = useAsking();
  const take = async (file: File | undefined) => {
    if (!file) return;
    forget();
    setText((await readText(file, traditional)).slice(0, MOST_BYTES));
  };
  const save = async () => {
    const done = await run((options) => importCalendarYearAction({ year, text }, options));
    if (!done) return;
    const { holidays, workdays, kept, refreshed } = done;
    notify({
      title: t("import.done", { year: String(year), holidays, workdays }),
      detail: kept > 0 ? t("import.kept", { count: kept }) : t("refreshed", { count: refreshed }),
    });
    onDone();
  };
  return (
    <DialogContent
      width="md"
      title={t("import.title", { year: String(year) })}
      description={t("import.lead")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant="primary"
            busy={busy}
            {...(text.trim() === "" ? { disabledReason: t("import.empty") } : {})}
            onClick={() => void save()}
          >
            {t("import.run")}
          </Button>
        </>
      }
    >
      <input
        id={fileId}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        className="peer sr-only"
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <label
        htmlFor={fileId}
        className={cn(
          buttonVariants({ variant: "outline", size: "sm" }),
          "mb-3 cursor-pointer peer-focus-visible:ring-3 peer-focus-visible:ring-ring/25",
        )}
      >
        <FileUp aria-hidden />
        {t("import.file")}
      </label>
      <Field label={t("import.text")} hint={t("import.hint")}>
        {(control) => (
          <Textarea
            {...control}
            rows={10}
            spellCheck={false}
            className="max-h-[40vh] min-h-40 font-mono text-13 max-md:text-16"
            placeholder={t("import.example", { year: String(year) })}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <FailureLine failure={failure} />
    </DialogContent>
  );
}
