// @ts-check
// Preloaded into what the launcher starts: when the launcher is gone, even by kill -9, the channel closes and
// the child ends too. A child's own children inherit the preload but not the parent, and are left alone.
const GRACE = 10_000;

if (process.channel && process.env.SUPERVISOR_PID === String(process.ppid)) {
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), GRACE).unref();
    process.kill(process.pid, "SIGTERM");
  });
  process.channel.unref();
}
