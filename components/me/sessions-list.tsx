"use client";

import { Laptop, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ActionResult } from "@/lib/action-result";
import { endOtherSessionsAction, endSessionAction } from "@/lib/auth/actions";
import type { Device } from "@/lib/auth/user-agent";

export type SessionRow = {
  id: string;
  device: Device | null;
  ip: string | null;
  /** Ready to show. */
  since: string;
  seen: string;
  current: boolean;
};

/** Where the person is signed in; every one but this can be ended, one or all. */
export function SessionsList({ sessions }: { sessions: readonly SessionRow[] }) {
  const t = useTranslations("me");
  const say = useErrorText();
  const [busy, start] = useTransition();
  const nameOf = useDeviceName();
  const others = sessions.filter((session) => !session.current);
  const end = <T,>(run: () => Promise<ActionResult<T>>, countOf: (data: T) => number) =>
    start(async () => {
      const result = await run();
      if (result.ok) notify({ title: t("ended", { count: countOf(result.data) }) });
      else notify({ tone: "problem", title: say({ code: result.error, params: result.params }) });
    });
  return (
    <>
      <ul>
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex min-h-13 items-center gap-3 border-hairline border-b py-2 last:border-b-0"
          >
            <SessionIcon phone={session.device?.phone ?? false} />
            <div className="min-w-0 flex-1">
              <div className="flex items-center gap-2">
                <span className="truncate">{nameOf(session.device)}</span>
                {session.current ? <Badge tone="primary">{t("thisDevice")}</Badge> : null}
              </div>
              <div className="flex flex-wrap gap-x-3 text-12 text-faint-foreground">
                <span className="nowrap">{t("seen", { when: session.seen })}</span>
                <span className="nowrap">{t("since", { when: session.since })}</span>
                {session.ip ? <span className="nowrap">{session.ip}</span> : null}
              </div>
            </div>
            {session.current ? null : (
              <Button
                variant="ghost"
                size="sm"
                busy={busy}
                onClick={() =>
                  end(
                    () => endSessionAction({ sessionId: session.id }),
                    () => 1,
                  )
                }
              >
                {t("end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 0 ? (
        <Button
          variant="danger"
          busy={busy}
          className="mt-3 max-md:w-full"
          onClick={() =>
            end(
              () => endOtherSessionsAction(undefined),
              ({ ended }) => ended,
            )
          }
        >
          {t("endOthers", { count: others.length })}
        </Button>
      ) : (
        <p className="mt-1 text-12 text-faint-foreground">{t("onlyHere")}</p>
      )}
    </>
  );
}

/** A device by what is known of it: the browser, the system, or both. */
function useDeviceName(): (device: Device | null) => string {
  const t = useTranslations("me");
  return (device) => {
    if (!device) return t("unknownDevice");
    const { browser, system } = device;
    const name = browser && ("named" in browser ? t(`browsers.${browser.named}`) : browser.name);
    return name && system
      ? t("browserOn", { browser: name, system })
      : (name ?? system ?? t("unknownDevice"));
  };
}

function SessionIcon({ phone }: { phone: boolean }) {
  const Icon = phone ? Smartphone : Laptop;
  return <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />;
}
