"use client";

import { ChartNoAxesColumn, Table2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

/** A chart under the sentence that it proves, and the same figures as a table for whoever asks. */
export function ChartFigure(props: {
  title: ReactNode;
  legend?: ReactNode;
  chart: ReactNode;
  table: ReactNode;
  className?: string;
}) {
  const { title, legend, chart, table, className } = props;
  const t = useTranslations("common");
  const [asTable, setAsTable] = useState(false);
  const bodyId = useId();
  const label = asTable ? t("viewChart") : t("viewData");
  return (
    <figure className={cn("min-w-0 px-5 max-md:px-4", className)}>
      <figcaption className="flex min-h-11 items-center gap-x-3 py-1 max-md:flex-wrap">
        <b className="min-w-0 flex-1 text-pretty max-md:text-16">{title}</b>
        {asTable || !legend ? null : (
          // On the phone below the title, which needs the width.
          <span className="shrink-0 max-md:order-last max-md:basis-full max-md:pb-1">{legend}</span>
        )}
        <Button
          variant="ghost"
          size="sm"
          aria-pressed={asTable}
          aria-controls={bodyId}
          aria-label={label}
          onClick={() => setAsTable(!asTable)}
          lead={asTable ? <ChartNoAxesColumn aria-hidden /> : <Table2 aria-hidden />}
          className="-me-2 px-2 text-12 max-md:px-0 print:hidden"
        >
          <span className="max-md:hidden">{label}</span>
        </Button>
      </figcaption>
      <div
        id={bodyId}
        className={cn(asTable && "-mx-5 max-h-[264px] overflow-y-auto max-md:-mx-4 max-md:max-h-none")}
      >
        {asTable ? table : chart}
      </div>
    </figure>
  );
}
