import type { TestProject } from "vitest/node";
import { ensureDatabase } from "@/bin/lib/database.mjs";
import { startThrowaway } from "@/bin/lib/throwaway.mjs";
import { migrateDatabase } from "@/db/migrate";

const TEMPLATE = "template_gonghai";

/** What a test file needs to make a database of its own; the passwords live as long as the run. */
export type DatabaseServer = { adminUrl: string; appUrl: string; template: string };

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: DatabaseServer;
  }
}

/** One throw-away server for the run, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // A session in an odd zone shows every day that was cut by the server's clock.
  const server = await startThrowaway({ settings: { timezone: "Asia/Kathmandu" } });
  try {
    const appUrl = await ensureDatabase(server.adminUrl, server.password, TEMPLATE);
    await migrateDatabase(appUrl);
    project.provide("databaseServer", { adminUrl: server.adminUrl, appUrl, template: TEMPLATE });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server.stop;
}
