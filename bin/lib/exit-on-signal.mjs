// @ts-check
// Preloaded into `next start`, which on SIGTERM waits for open connections: a live-update stream never ends by itself.
const GRACE = 1_500;

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => setTimeout(() => process.exit(0), GRACE).unref());
}
