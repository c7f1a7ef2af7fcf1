"use client";

import { useTranslations } from "next-intl";
import { ToggleChips } from "@/components/fields/toggle-chips";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { ALL_KINDS, groupOf, WEBHOOK_KINDS } from "@/lib/webhooks/catalogue";
import { useKindText } from "./use-kind-text";

const GROUPS = [...new Set(WEBHOOK_KINDS.map(groupOf))] as "customer"[];

type PickerProps = { chosen: readonly string[]; onChange: (chosen: string[]) => void };

/** Which kinds an endpoint is told of: everything, or some out of each group. */
export function KindPicker({ chosen, onChange }: PickerProps) {
  const t = useTranslations("webhooks");
  const say = useKindText();
  const all = chosen.includes(ALL_KINDS);
  return (
    <div className="flex flex-col gap-3">
      <span className="font-medium">{t("kindsLabel")}</span>
      <span className="flex items-center gap-2.5">
        <Switch
          id="all-kinds"
          checked={all}
          onCheckedChange={(on) => onChange(on ? [ALL_KINDS] : [])}
          aria-label={t("allKinds")}
        />
        <Label htmlFor="all-kinds">{t("allKinds")}</Label>
        <span className="text-12 text-muted-foreground">{t("allKindsHint")}</span>
      </span>
      {all
        ? null
        : GROUPS.map((group) => (
            <div key={group} className="flex flex-col gap-1.5">
              <span className="text-12 text-muted-foreground">{t(`group.${group}`)}</span>
              <ToggleChips
                label={t(`group.${group}`)}
                options={WEBHOOK_KINDS.filter((kind) => groupOf(kind) === group).map((value) => ({
                  value: value as string,
                  label: say(value),
                }))}
                chosen={chosen.filter((kind) => groupOf(kind) === group)}
                onChange={(some) => onChange([...chosen.filter((kind) => groupOf(kind) !== group), ...some])}
              />
            </div>
          ))}
    </div>
  );
}
