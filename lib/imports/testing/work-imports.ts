import { closeSystemPool, systemContext } from "@/jobs/engine/system-context";
import { runImports } from "@/lib/imports/run-imports";

/** Works on the imports of DATABASE_URL in a process of its own, for the tests that kill it. */
await runImports(systemContext("run-imports", new Date("2026-11-20T01:00:00Z")), { leaseSeconds: 1 });
await closeSystemPool();
