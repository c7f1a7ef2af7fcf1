import { useTranslations } from "next-intl";
import { ChartFigure } from "@/components/dashboard/chart-figure";
import { useFigures } from "@/components/dashboard/use-figures";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { PolicySimulation } from "@/lib/simulation/types";
import { StepsChart } from "./charts-lazy";

/** When the draft would have reclaimed, beside what really went back. */
export function StepsFigure({ answer }: { answer: PolicySimulation }) {
  const { steps, draft, real, baseVersion: version } = answer;
  const t = useTranslations("simulation.steps");
  const figures = useFigures();
  const more = draft.reclaimed - real.reclaimed;
  const count = figures.number(Math.abs(more));
  const title =
    draft.reclaimed === 0
      ? t("titleNone")
      : more === 0
        ? t("titleSame")
        : t(more > 0 ? "titleMore" : "titleLess", { count });
  return (
    <ChartFigure
      title={title}
      legend={
        <span className="flex items-center gap-x-3 text-12 text-muted-foreground">
          <span className="flex items-center gap-1.5">
            <i aria-hidden className="size-2 rounded-[2px] bg-chart-1" />
            {t("draft")}
          </span>
          <span className="flex items-center gap-1.5">
            <i aria-hidden className="h-[1.5px] w-3 bg-foreground" />
            {t("real")}
          </span>
        </span>
      }
      chart={<StepsChart steps={steps} version={version} />}
      table={
        <Table className="[&_td]:h-7 [&_thead_th]:sticky [&_thead_th]:top-0">
          <thead>
            <Tr>
              <Th>{t("day")}</Th>
              <Th numeric>{t("draft")}</Th>
              <Th numeric>{t("inForce", { version })}</Th>
              <Th numeric>{t("real")}</Th>
            </Tr>
          </thead>
          <tbody>
            {steps.toReversed().map((step) => (
              <Tr key={step.from}>
                <Td className="whitespace-nowrap">
                  {step.from === step.until
                    ? figures.day(step.from)
                    : `${figures.day(step.from)} – ${figures.day(step.until)}`}
                </Td>
                <Td numeric>{figures.number(step.draft)}</Td>
                <Td numeric>{figures.number(step.inForce)}</Td>
                <Td numeric>{figures.number(step.real)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      }
    />
  );
}
