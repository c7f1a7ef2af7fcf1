"use client";

import dynamic from "next/dynamic";

/** The bars, fetched when the page stands: the charting library is large, and the numbers don't wait for it. */
export const InOutChart = dynamic(() => import("./in-out-chart").then((module) => module.InOutChart), {
  ssr: false,
  loading: () => <div className="h-[252px] max-md:h-[150px]" />,
});
