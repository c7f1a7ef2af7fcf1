"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState, useSyncExternalStore } from "react";
import { Input } from "@/components/ui/input";

const never = () => () => {};

/** A password that can be shown; without scripts there is no button that could do it. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, "type">) {
  const t = useTranslations("common");
  const [shown, setShown] = useState(false);
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input {...props} type={shown ? "text" : "password"} className="pe-11 max-md:pe-12" />
      {alive ? (
        <button
          type="button"
          onClick={() => setShown(!shown)}
          aria-label={shown ? t("hidePassword") : t("showPassword")}
          aria-pressed={shown}
          className="absolute inset-e-1 top-1 grid size-8 place-items-center rounded-sm text-muted-foreground hover:text-foreground max-md:inset-e-0 max-md:top-0 max-md:size-11"
        >
          <Icon aria-hidden className="size-4" />
        </button>
      ) : null}
    </div>
  );
}
