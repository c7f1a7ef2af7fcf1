import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { stdout } from "node:process";
import { closeSystemPool, systemContext } from "@/jobs/engine/system-context";
import { importFile } from "@/lib/imports/import-file";
import { storeFile } from "@/lib/imports/receive-file";

/** Imports a file in a process of its own, as the command line does, and prints what came of it and its peak memory. */
const [, , file = "", poolId = ""] = process.argv;
const ctx = systemContext("bench", new Date());
const started = performance.now();
const { fileId } = await storeFile(ctx, { fileName: basename(file), content: createReadStream(file) });
const sent = performance.now();
const result = await importFile(ctx, { fileId, poolId, options: {} }, { clock: () => new Date() });
const { rows, created, updated, duplicate, rejected } = result;
const seconds = (performance.now() - started) / 1000;
stdout.write(
  JSON.stringify({
    ...{ rows, created, updated, duplicate, rejected, seconds, sendSeconds: (sent - started) / 1000 },
    // In kilobytes on Linux and macOS.
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
await closeSystemPool();
