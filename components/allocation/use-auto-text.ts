import { useTranslations } from "next-intl";
import { useStopOf } from "@/components/sweeps/stops-provider";

/** Whether a pool deals out by itself, in words; a pause of the pool stops that too. Without a pool nobody asks whether it is paused. */
export function useAutoText(poolId: string | undefined): (auto: boolean) => string {
  const t = useTranslations("allocation");
  const paused = useStopOf(poolId) === "paused";
  return (auto) => {
    if (!auto) return t("autoOff");
    return t(paused ? "autoPaused" : "autoOn");
  };
}
