import { inArray } from "drizzle-orm";
import type { Connection } from "@/db/client";
import { users } from "@/db/schema/people";
import { concerns, parseAnnouncement } from "./rules";
import { LIVE_CHANNEL } from "./tell";
import type { LiveEvent, Viewer } from "./types";

type Subscriber = { viewer: Viewer; send: (event: LiveEvent) => void };

/** One LISTEN connection of this process, fanned out to the open screens that it concerns. */
export class LiveHub {
  private readonly subscribers = new Set<Subscriber>();
  private listening: Promise<unknown> | null = null;

  constructor(private readonly connection: Connection) {}

  /** Tells `send` every event that concerns the viewer until the returned function is called. */
  async subscribe(viewer: Viewer, send: (event: LiveEvent) => void): Promise<() => void> {
    const subscriber = { viewer, send };
    this.subscribers.add(subscriber);
    this.listening ??= this.connection.sql.listen(LIVE_CHANNEL, (payload) => void this.publish(payload));
    await this.listening;
    return () => {
      this.subscribers.delete(subscriber);
    };
  }

  private async publish(payload: string): Promise<void> {
    const said = parseAnnouncement(payload);
    if (!said || this.subscribers.size === 0) return;
    const event = { ...said, names: await this.namesOf(said.owners) };
    for (const { viewer, send } of this.subscribers) if (concerns(viewer, event)) send(event);
  }

  private async namesOf(ids: readonly string[]): Promise<Record<string, string>> {
    if (ids.length === 0) return {};
    const rows = await this.connection.db
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(inArray(users.id, ids.slice(0, 20)));
    return Object.fromEntries(rows.map((row) => [row.id, row.name]));
  }
}
