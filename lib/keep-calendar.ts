import { seedCalendar } from "./calendar/seed-calendar";
import { database } from "./database";
import { DomainError } from "./errors";
import { log } from "./log";

/** A newer version may know a year that was announced since: takes it over when the server starts, and logs what failed. */
export async function keepCalendar(): Promise<void> {
  try {
    const ctx = { db: database().db, actor: { kind: "system" as const, job: "start" }, now: new Date() };
    const { seeded } = await seedCalendar(ctx, {});
    if (seeded.length > 0) log.info({ seeded }, "years were added to the working calendar");
  } catch (error) {
    // Before it is set up, the product has no organisation.
    if (error instanceof DomainError && error.code === "NOT_FOUND") return;
    log.warn({ err: error }, "the working calendar was not brought up to date");
  }
}
