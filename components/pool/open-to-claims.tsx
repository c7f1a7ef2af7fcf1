"use client";

import { LockOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { openToClaimsAction } from "@/lib/ownership/actions";

/** A manager's decision on what was returned too often: everybody may claim it again. */
export function OpenToClaims({ ids, onOpened }: { ids: readonly string[]; onOpened?: () => void }) {
  const t = useTranslations("pool.decide");
  const { run, busy } = useAsking();
  const open = async () => {
    const done = await run((options) => openToClaimsAction({ customerIds: [...ids] }, options));
    if (!done) return;
    notify({ title: t("opened", { count: done.customerIds.length }) });
    onOpened?.();
  };
  return (
    <Button
      size="sm"
      className="touch:h-11"
      lead={<LockOpen aria-hidden />}
      busy={busy}
      onClick={() => void open()}
    >
      {t("open")}
    </Button>
  );
}
