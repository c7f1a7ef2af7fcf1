import { useTranslations } from "next-intl";
import { useFigures } from "@/components/dashboard/use-figures";
import { cn } from "@/components/ui/cn";
import type { SimulatedPerson } from "@/lib/simulation/types";

const WIDTH = 120;
const HEIGHT = 22;

const average = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** How much somebody held over the period: really as a grey line, under the draft in colour. */
export function LoadLine({ person, className }: { person: SimulatedPerson; className?: string }) {
  const t = useTranslations("simulation.people");
  const figures = useFigures();
  const { draft, real } = person.load;
  const most = Math.max(1, ...draft, ...real);
  const points = (values: readonly number[]) =>
    values
      .map((value, n) => {
        const x = values.length > 1 ? (n / (values.length - 1)) * WIDTH : WIDTH;
        return `${x.toFixed(1)},${(HEIGHT - 1.5 - (value / most) * (HEIGHT - 3)).toFixed(1)}`;
      })
      .join(" ");
  const rounded = (values: readonly number[]) => figures.number(Math.round(average(values) * 10) / 10);
  return (
    <span className={cn("flex items-center gap-3", className)}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("loadLabel", { name: person.name, real: rounded(real), draft: rounded(draft) })}
        className="h-5.5 w-full min-w-0"
      >
        <polyline
          points={points(real)}
          fill="none"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
          className="stroke-faint-foreground"
        />
        <polyline
          points={points(draft)}
          fill="none"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
          className="stroke-chart-1"
        />
      </svg>
      <span className="w-20 shrink-0 text-end text-12 text-muted-foreground max-md:hidden">
        <span className="text-faint-foreground">{rounded(real)}</span> → {rounded(draft)}
      </span>
    </span>
  );
}
