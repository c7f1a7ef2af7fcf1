import { useLocale, useTranslations } from "next-intl";
import { PageHeader, PhoneHeader, Toolbar } from "@/components/layout/page-header";
import { formatHour, formatMoment } from "@/lib/i18n/dates";
import { addMs, dayOf, MINUTE } from "@/lib/time";
import type { DashboardAddress } from "./address";
import { filterChoices } from "./choices";
import { CopyLink } from "./copy-link";
import { Filters } from "./filters";
import { useFigures } from "./use-figures";

/** The job runs every five minutes; after so long it has failed more than once. */
const STALE_AFTER = 16 * MINUTE;

type Named = { id: string; name: string };
type Props = {
  address: DashboardAddress;
  choices: { pools: Named[]; teams: Named[] };
  today: string;
  now: Date;
  timeZone: string;
  /** Until when the figures are complete; null when there are none. */
  asOf: Date | null;
};

/** The page's head: until when the figures count, and what they are about. */
export function DashboardHead({ address, choices, today, now, timeZone, asOf }: Props) {
  const t = useTranslations("dashboard");
  const figures = useFigures();
  const locale = useLocale();
  const filters = filterChoices(
    address,
    choices,
    today,
    {
      last: (days) => t("period.last", { days }),
      custom: (from, to) => t("period.custom", { from, to }),
      allPools: t("pool.all"),
      allTeams: t("team.all"),
    },
    figures.day,
  );
  const where = { locale, timeZone };
  const time =
    asOf === null
      ? ""
      : dayOf(asOf, timeZone) === today
        ? formatHour(asOf, where)
        : formatMoment(asOf, where, now);
  const stale = asOf !== null && asOf < addMs(now, -STALE_AFTER);
  const note = (short: boolean) =>
    asOf === null ? null : stale ? (
      <span className="text-12 text-warning-text">{t("stale", { time })}</span>
    ) : (
      <span className="text-12 text-faint-foreground">{t(short ? "asOfShort" : "asOf", { time })}</span>
    );
  return (
    <>
      <PageHeader
        title={t("title")}
        note={note(false)}
        actions={
          <>
            <Filters {...filters} />
            <CopyLink label={t("copyLink")} />
          </>
        }
      />
      <PhoneHeader
        title={t("title")}
        note={stale ? null : note(true)}
        actions={<CopyLink label={t("copyLink")} large />}
      />
      <div className="border-hairline border-b md:hidden">
        <Toolbar label={t("filters")}>
          <Filters {...filters} />
        </Toolbar>
        {stale ? <p className="px-4 pb-2">{note(true)}</p> : null}
      </div>
    </>
  );
}
