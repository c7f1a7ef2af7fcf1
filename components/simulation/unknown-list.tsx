import { CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Unknown } from "@/lib/simulation/types";
import { useUnknownWords } from "./use-unknown-words";

/** What a replay can't know, said before anybody decides by it. */
export function UnknownList({ unknown }: { unknown: readonly Unknown[] }) {
  const t = useTranslations("simulation.unknown");
  const say = useUnknownWords("replay");
  return (
    <section className="mx-5 mb-6 rounded-md bg-muted px-4 py-3 max-md:mx-4">
      <h2 className="flex items-center gap-1.5 font-medium">
        <CircleHelp aria-hidden className="size-4 text-muted-foreground" />
        {t("title")}
      </h2>
      <p className="mt-1 text-12 text-muted-foreground">{t("lead")}</p>
      <ul className="mt-2 flex list-disc flex-col gap-1 ps-5 marker:text-faint-foreground">
        {unknown.map((one) => (
          <li key={one.code} className="max-w-[90ch] text-pretty">
            {say(one)}
          </li>
        ))}
      </ul>
      <p className="mt-2.5 max-w-[90ch] text-pretty text-12 text-muted-foreground">{t("definition")}</p>
    </section>
  );
}
