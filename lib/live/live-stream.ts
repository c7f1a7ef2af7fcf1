import { database } from "@/lib/database";
import { LiveHub } from "./hub";
import type { LiveEvent, Viewer } from "./types";

const HEARTBEAT_MS = 15_000;
const RECHECK_MS = 5_000;
const HELD = Symbol.for("gonghai.live-hub");
const holder = globalThis as { [HELD]?: LiveHub };

function hub(): LiveHub {
  holder[HELD] ??= new LiveHub(database());
  return holder[HELD];
}

/**
 * A stream of server-sent events for one browser. It ends when the browser goes, and within five seconds of the
 * session's end: `stillSignedIn` is asked that often.
 */
export function liveStream(
  viewer: Viewer,
  stillSignedIn: () => Promise<boolean>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let close = () => {};
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (text: string) => controller.enqueue(encoder.encode(text));
      const timers = [
        setInterval(() => say(": alive\n\n"), HEARTBEAT_MS),
        setInterval(async () => {
          if (!(await stillSignedIn().catch(() => true))) close();
        }, RECHECK_MS),
      ];
      let unsubscribe = () => {};
      let open = true;
      close = () => {
        if (!open) return;
        open = false;
        for (const timer of timers) clearInterval(timer);
        unsubscribe();
        controller.close();
      };
      signal.addEventListener("abort", close);
      const send = (event: LiveEvent) => open && say(`event: change\ndata: ${JSON.stringify(event)}\n\n`);
      unsubscribe = await hub().subscribe(viewer, send);
      if (open) say("event: ready\ndata: {}\n\n");
      else unsubscribe();
    },
    cancel: () => close(),
  });
}
