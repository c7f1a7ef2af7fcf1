import { resolveSession } from "@/lib/auth/resolve-session";
import { systemCtx } from "@/lib/auth/system-ctx";
import { liveStream } from "@/lib/live/live-stream";
import { findViewer } from "@/lib/live/queries";
import { withCtx } from "@/lib/route";

/** The stream of changes that concern the signed-in person; it ends within seconds of his session. */
export const GET = withCtx(async ({ ctx, sessionId }, request) => {
  const viewer = await findViewer(ctx);
  const stream = liveStream(
    viewer,
    async () => (await resolveSession(systemCtx(ctx.db), sessionId)) !== null,
    request.signal,
  );
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
});
