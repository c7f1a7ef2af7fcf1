import type { Instrumentation } from "next";

/** Before the first request: the environment must be whole, or the server does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { prepareServer } = await import("./lib/prepare-server");
  prepareServer();
  const { keepCalendar } = await import("./lib/keep-calendar");
  // Nobody waits for it: without the new year the calendar is as it was.
  void keepCalendar();
}

/** What failed while a page was made, under the reference its error page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("./lib/log");
  const reference = error instanceof Error && "digest" in error ? error.digest : undefined;
  const { routePath, routeType } = context;
  log.error({ err: error, reference, method: request.method, routePath, routeType }, "unexpected error");
};
