"use client";

import dynamic from "next/dynamic";

const place = () => <div className="h-[220px]" />;

/** The charts, fetched when the numbers stand: the charting library is large. */
export const StepsChart = dynamic(() => import("./steps-chart").then((module) => module.StepsChart), {
  ssr: false,
  loading: place,
});
export const CurveChart = dynamic(() => import("./curve-chart").then((module) => module.CurveChart), {
  ssr: false,
  loading: place,
});
