"use client";

import { LayoutTemplate } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { notify } from "@/components/ui/toast";
import { fromTemplate, TEMPLATE_NAMES, type TemplateName } from "@/lib/policies/templates";
import type { usePolicyDraft } from "./use-policy-draft";

const UNDO_SECONDS = 10;

/** Ways of working to start from: each settles its part of the draft and leaves the rest. */
export function TemplateMenu({ edit }: { edit: ReturnType<typeof usePolicyDraft> }) {
  const t = useTranslations("rules.templates");
  const take = (name: TemplateName) => {
    const before = edit.draft;
    edit.load(fromTemplate(name, before));
    notify({
      title: t("taken", { template: t(`names.${name}`) }),
      detail: t("nothingYet"),
      undo: { seconds: UNDO_SECONDS, run: () => edit.load(before) },
    });
  };
  return (
    <div className="mt-3 px-4 max-md:hidden">
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="sm" lead={<LayoutTemplate aria-hidden />} className="-ms-2">
            {t("start")}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="max-w-80">
          <DropdownMenuLabel>{t("label")}</DropdownMenuLabel>
          {TEMPLATE_NAMES.map((name) => (
            <DropdownMenuItem key={name} onSelect={() => take(name)} className="h-auto py-1.5">
              <span className="min-w-0">
                <span className="block">{t(`names.${name}`)}</span>
                <span className="block whitespace-normal text-12 text-muted-foreground">
                  {t(`texts.${name}`)}
                </span>
              </span>
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
