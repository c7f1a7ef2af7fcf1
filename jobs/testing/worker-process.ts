import { type ChildProcess, spawn } from "node:child_process";

/** The real worker in a process of its own, with its log. */
export class WorkerProcess {
  log = "";
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  private readonly child: ChildProcess;

  constructor(env: Record<string, string>) {
    const inherited = { ...process.env };
    for (const name of ["TRIGGER_SECRET_KEY", "TRIGGER_API_URL", "SMTP_URL", "DATABASE_URL"])
      delete inherited[name];
    this.child = spawn(process.execPath, ["--import", "tsx", "jobs/worker.ts"], {
      env: { ...inherited, LOG_LEVEL: "debug", ...env },
      stdio: ["ignore", "inherit", "pipe"],
    });
    this.child.stderr?.on("data", (chunk: Buffer) => {
      this.log += chunk.toString();
    });
    this.exited = new Promise((resolve) =>
      this.child.once("exit", (code, signal) => resolve({ code, signal })),
    );
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits until the log has the message; fails with the log when the process ends before. */
  async says(message: string, ms = 45_000): Promise<void> {
    const wanted = `"msg":${JSON.stringify(message)}`;
    const until = performance.now() + ms;
    while (!this.log.includes(wanted)) {
      if (this.child.exitCode !== null || performance.now() > until) {
        throw new Error(`The worker did not say "${message}":\n${this.log}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
