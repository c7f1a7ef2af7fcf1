"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/customers/masked-phone";
import { Button } from "@/components/ui/button";
import { DialogContent } from "@/components/ui/dialog";

export type Issued = { name: string; email: string; password: string };

/** A temporary password, shown this one time: it is stored nowhere that anybody can read. */
export function PasswordOnce({ issued, onDone }: { issued: Issued; onDone: () => void }) {
  const t = useTranslations("members.password");
  const common = useTranslations("common");
  return (
    <DialogContent
      title={t("title", { name: issued.name })}
      description={t("lead")}
      footer={
        <Button variant="primary" onClick={onDone}>
          {common("done")}
        </Button>
      }
      onInteractOutside={(event) => event.preventDefault()}
    >
      <dl className="grid grid-cols-[72px_1fr] items-center gap-y-2">
        <dt className="text-muted-foreground">{t("email")}</dt>
        <dd className="flex items-center gap-1 break-all">
          {issued.email}
          <CopyButton text={issued.email} label={t("copyEmail")} />
        </dd>
        <dt className="text-muted-foreground">{t("password")}</dt>
        <dd className="flex items-center gap-1">
          <code className="select-all rounded-md bg-muted px-2 py-1 font-mono text-16">
            {issued.password}
          </code>
          <CopyButton text={issued.password} label={t("copyPassword")} />
        </dd>
      </dl>
      <p className="mt-3 text-12 text-muted-foreground">{t("once")}</p>
    </DialogContent>
  );
}
