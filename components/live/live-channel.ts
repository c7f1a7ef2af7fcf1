import type { LiveEvent } from "@/lib/live/types";

export type LiveState = "live" | "connecting" | "polling";
type Message = { type: "event"; event: LiveEvent } | { type: "state"; state: LiveState } | { type: "hello" };

const NAME = "gonghai-live";
const POLL_MS = 20_000;
const EVERYTHING: LiveEvent = { kind: "poll", at: "", customers: null, pools: [], owners: [], names: {} };

/**
 * The browser's one stream of changes: one tab (chosen by a Web Lock) holds the EventSource and tells the others.
 * After two failures it polls every 20 s, and every reconnect reads everything again, so that nothing is missed.
 */
export class LiveChannel {
  private readonly listeners = new Set<(event: LiveEvent) => void>();
  private readonly stateListeners = new Set<() => void>();
  private readonly channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);
  private source: EventSource | null = null;
  private failures = 0;
  private poll: ReturnType<typeof setInterval> | undefined;
  private release: (() => void) | undefined;
  private leading = false;
  private stopped = false;
  state: LiveState = "connecting";

  start(): () => void {
    this.channel?.addEventListener("message", this.hear);
    this.say({ type: "hello" });
    if ("locks" in navigator) void navigator.locks.request(NAME, () => this.lead()).catch(() => {});
    else void this.lead();
    return () => this.stop();
  }

  onEvent(listener: (event: LiveEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onState = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  private stop(): void {
    this.stopped = true;
    this.channel?.removeEventListener("message", this.hear);
    this.channel?.close();
    this.source?.close();
    clearInterval(this.poll);
    this.release?.();
  }

  private hear = ({ data }: MessageEvent<Message>): void => {
    if (data.type === "event") this.emit(data.event);
    else if (data.type === "state") this.setState(data.state);
    else if (this.leading) this.say({ type: "state", state: this.state });
  };

  private lead(): Promise<void> {
    // The lock may come after one has gone: holding it then would leave every tab without a stream.
    if (this.stopped) return Promise.resolve();
    this.leading = true;
    this.connect();
    return new Promise((resolve) => {
      this.release = resolve;
    });
  }

  private connect(): void {
    if (this.stopped) return;
    const source = new EventSource("/api/live");
    this.source = source;
    source.addEventListener("ready", () => {
      if (this.failures > 0) this.tell(EVERYTHING);
      this.failures = 0;
      clearInterval(this.poll);
      this.tellState("live");
    });
    source.addEventListener("change", (message) => this.tell(JSON.parse(message.data) as LiveEvent));
    source.addEventListener("error", () => this.failed(source));
  }

  private failed(source: EventSource): void {
    source.close();
    if (this.stopped) return;
    this.failures += 1;
    this.tellState(this.failures > 2 ? "polling" : "connecting");
    if (this.failures === 3) this.poll = setInterval(() => this.tell(EVERYTHING), POLL_MS);
    setTimeout(() => this.connect(), Math.min(30_000, 500 * 2 ** this.failures) * (0.5 + Math.random() / 2));
  }

  private tell(event: LiveEvent): void {
    this.emit(event);
    this.say({ type: "event", event });
  }

  private tellState(state: LiveState): void {
    this.setState(state);
    this.say({ type: "state", state });
  }

  private say(message: Message): void {
    this.channel?.postMessage(message);
  }

  private emit(event: LiveEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  private setState(state: LiveState): void {
    this.state = state;
    for (const listener of this.stateListeners) listener();
  }
}
