"use client";

import { Plus, Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import type { EndpointRow } from "@/lib/webhooks/types";
import { EndpointDialog } from "./endpoint-dialog";
import { type EndpointAsked, EndpointLine, nameOf } from "./endpoint-line";
import { DeleteDialog, RotateDialog, SecretDialog } from "./secret-dialog";

type Open =
  | { as: "add" }
  | { as: EndpointAsked; endpoint: EndpointRow }
  | { as: "secret"; secret: string }
  | null;

/** The systems that are told of what happens here. */
export function WebhooksScreen({ endpoints }: { endpoints: readonly EndpointRow[] }) {
  const t = useTranslations("webhooks");
  const settings = useTranslations("policy.settings");
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const show = (secret: string | null) => setOpen(secret ? { as: "secret", secret } : null);
  const crumb = { label: settings("title"), href: "/settings" };
  const add = (
    <Button size="sm" variant="primary" lead={<Plus aria-hidden />} onClick={() => setOpen({ as: "add" })}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} crumbs={[crumb]} actions={add} ruled />
      <PhoneHeader title={t("title")} back={crumb} actions={add} />
      <Panes>
        <Pane>
          <div className="max-w-[1040px] pb-10">
            <p className="px-5 py-3.5 text-muted-foreground max-md:px-4">{t("lead")}</p>
            {endpoints.length === 0 ? (
              <EmptyState icon={Webhook} title={t("none")} text={t("noneText")} />
            ) : (
              <ul aria-label={t("title")} className="border-hairline border-t">
                {endpoints.map((endpoint) => (
                  <EndpointLine
                    key={endpoint.id}
                    endpoint={endpoint}
                    onAsk={(as) => setOpen({ as, endpoint })}
                  />
                ))}
              </ul>
            )}
          </div>
        </Pane>
      </Panes>
      <Dialog open={open !== null} onOpenChange={(next) => (next ? null : close())}>
        {open?.as === "add" ? <EndpointDialog endpoint={null} onDone={show} /> : null}
        {open?.as === "edit" ? <EndpointDialog endpoint={open.endpoint} onDone={show} /> : null}
        {open?.as === "rotate" ? <RotateDialog endpoint={open.endpoint} onDone={show} /> : null}
        {open?.as === "delete" ? (
          <DeleteDialog endpoint={open.endpoint} name={nameOf(open.endpoint)} onDone={close} />
        ) : null}
        {open?.as === "secret" ? <SecretDialog secret={open.secret} /> : null}
      </Dialog>
    </>
  );
}
