import { ListRestart } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** The way from a pool's rules to what its sweeps took. */
export function SweepsOf({ poolId, phone = false }: { poolId: string; phone?: boolean }) {
  const t = useTranslations("sweeps");
  return (
    <Button asChild variant="ghost" size={phone ? "touch" : "sm"} icon={phone}>
      <Link href={`/settings/sweeps?pool=${poolId}`} aria-label={t("title")}>
        <ListRestart aria-hidden />
        {phone ? null : t("title")}
      </Link>
    </Button>
  );
}
