"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useAsking } from "@/components/customer/use-asking";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Switch } from "@/components/ui/switch";
import { notify } from "@/components/ui/toast";
import { sendTestEventAction, switchEndpointAction } from "@/lib/webhooks/actions";
import { ALL_KINDS } from "@/lib/webhooks/catalogue";
import type { EndpointRow } from "@/lib/webhooks/types";
import { useFailureText } from "./use-failure-text";

const TONES = { on: "success", paused: "danger", off: "grey" } as const;

/** How an endpoint is called in a sentence: what it is for, or where it is. */
export const nameOf = ({ description, url }: Pick<EndpointRow, "description" | "url">): string =>
  description || (URL.canParse(url) ? new URL(url).host : url);

export type EndpointAsked = "edit" | "rotate" | "delete";

type LineProps = { endpoint: EndpointRow; onAsk: (asked: EndpointAsked) => void };

/** One endpoint: where it is, how it does, and what can be done with it. */
export function EndpointLine({ endpoint, onAsk }: LineProps) {
  const t = useTranslations("webhooks");
  const { moment } = useMoments();
  const { run } = useAsking();
  const name = nameOf(endpoint);
  const turn = (on: boolean) => run((asked) => switchEndpointAction({ endpointId: endpoint.id, on }, asked));
  const { due, delivered, failed, kinds, failures, state, pausedBecause, oldSecretUntil } = endpoint;
  return (
    <li className="flex items-start gap-3 border-hairline border-b px-5 py-3 max-md:px-4">
      <Switch
        className="mt-0.5"
        checked={state === "on"}
        onCheckedChange={(on) => void turn(on)}
        aria-label={t("toggle", { name })}
      />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/settings/webhooks/${endpoint.id}`}
            className="hit-line min-w-0 truncate font-medium hover:text-primary-text"
          >
            {name}
          </Link>
          <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
          {state === "on" && failures > 0 ? (
            <Badge tone="warning">{t("failing", { count: failures })}</Badge>
          ) : null}
        </p>
        <p className="truncate font-mono text-12 text-muted-foreground" title={endpoint.url}>
          {endpoint.url}
        </p>
        <p className="mt-0.5 text-12 text-muted-foreground tabular-nums">
          {kinds.includes(ALL_KINDS) ? t("allKinds") : t("kindCount", { count: kinds.length })}
          {" · "}
          {t("counts", { due, delivered, failed })}
        </p>
        {pausedBecause ? (
          <p className="mt-0.5 text-12 text-danger-text">{t("pausedBecause", { reason: pausedBecause })}</p>
        ) : null}
        {oldSecretUntil ? (
          <p className="mt-0.5 text-12 text-muted-foreground">
            {t("oldUntil", { until: moment(oldSecretUntil) })}
          </p>
        ) : null}
      </div>
      <EndpointMenu endpoint={endpoint} name={name} onAsk={onAsk} />
    </li>
  );
}

function EndpointMenu({ endpoint, name, onAsk }: LineProps & { name: string }) {
  const t = useTranslations("webhooks");
  const sayFailure = useFailureText();
  const { run, busy } = useAsking();
  const test = async () => {
    const done = await run(() => sendTestEventAction({ endpointId: endpoint.id }));
    if (!done) return;
    const { status, durationMs, error } = done;
    if (error === null) notify({ title: t("testOk", { status: status ?? 0, ms: durationMs }) });
    else notify({ tone: "problem", title: t("testBad", { error: sayFailure(error) }) });
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="sm" icon busy={busy} aria-label={t("menu", { name })}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem asChild>
          <Link href={`/settings/webhooks/${endpoint.id}`}>{t("deliveries")}</Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void test()}>{t("test")}</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onAsk("edit")}>{t("edit")}</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onAsk("rotate")}>{t("rotate")}</DropdownMenuItem>
        <DropdownMenuItem danger onSelect={() => onAsk("delete")}>
          {t("delete")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
