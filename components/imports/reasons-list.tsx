import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { PLACE_NOTES, SKIP_REASONS } from "@/lib/imports/import-types";
import { ROW_PROBLEMS } from "@/lib/imports/row-types";

const KNOWN = [...SKIP_REASONS, ...PLACE_NOTES, ...ROW_PROBLEMS] as const;
type Known = (typeof KNOWN)[number];

/** How many rows have which reason, the most frequent first. */
export function ReasonsList({ reasons }: { reasons: Record<string, number> }) {
  const t = useTranslations("imports.reasons");
  const format = useFormatter();
  const listed = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  if (listed.length === 0) return null;
  return (
    <Section level={2} title={t("title")}>
      <dl className="flex flex-col gap-1 text-13">
        {listed.map(([code, count]) => (
          <div key={code} className="flex items-baseline gap-3">
            <dt className="min-w-0 truncate text-muted-foreground">
              {KNOWN.includes(code as Known) ? t(code as Known) : code}
            </dt>
            <dd className="ms-auto tabular-nums">{format.number(count)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
