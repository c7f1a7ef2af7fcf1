"use client";

import { Share } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";

/** Puts the address of the page as it stands into the clipboard. */
export function CopyLink({ label, large = false }: { label: string; large?: boolean }) {
  const t = useTranslations("common");
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    notify({ tone: "done", title: t("copied") });
  };
  return (
    <Tooltip label={label}>
      <Button
        variant="ghost"
        size={large ? "touch" : "sm"}
        icon
        aria-label={label}
        onClick={() => void copy()}
      >
        <Share aria-hidden />
      </Button>
    </Tooltip>
  );
}
