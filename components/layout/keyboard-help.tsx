"use client";

import { useTranslations } from "next-intl";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { type HotkeyGroup, useBoundHotkeys, useIsMac, useLettersSwitch } from "./hotkeys";
import { capsOf } from "./keys";

const GROUPS: HotkeyGroup[] = ["general", "navigation", "list", "record"];

/** The list of keys that work on this page, and the switch for single letters. */
export function KeyboardHelp({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations("common");
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={t("keys.title")} width="md">
        {open ? <KeyList /> : null}
      </DialogContent>
    </Dialog>
  );
}

function KeyList() {
  const t = useTranslations("common");
  const mac = useIsMac();
  const bound = useBoundHotkeys();
  const [letters, setLetters] = useLettersSwitch();
  return (
    <>
      <div className="mb-3 flex items-center gap-3 border-hairline border-b pb-3">
        <div className="flex-1">
          <Label htmlFor="letters">{t("keys.singleLetters")}</Label>
          <p className="text-12 text-muted-foreground">{t("keys.singleLettersHint")}</p>
        </div>
        <Switch id="letters" checked={letters} onCheckedChange={setLetters} />
      </div>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {GROUPS.map((group) => {
          const rows = bound.filter((hotkey) => (hotkey.group ?? "general") === group);
          if (rows.length === 0) return null;
          return (
            <section key={group}>
              <h3 className="mb-1 font-medium text-12 text-muted-foreground">{t(`keys.${group}`)}</h3>
              <ul>
                {rows.map((hotkey) => (
                  <li key={hotkey.keys} className="flex h-7 items-center gap-1">
                    <span className="flex-1">{hotkey.label}</span>
                    {capsOf(hotkey.keys, mac).map((cap, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a cap is its place in the stroke
                      <Kbd key={at} className="touch:inline-block">
                        {cap}
                      </Kbd>
                    ))}
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </>
  );
}
