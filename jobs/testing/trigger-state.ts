import { randomUUID } from "node:crypto";
import type { CreateBackgroundWorkerRequestBody, TriggerTaskRequestBody } from "@trigger.dev/core/v3";
import type { WorkloadRunAttemptCompleteRequestBody } from "@trigger.dev/core/v3/runEngineWorker";

type Completion = WorkloadRunAttemptCompleteRequestBody["completion"];
type Status = "QUEUED" | "DEQUEUED" | "EXECUTING" | "DONE";

export type StandInTask = CreateBackgroundWorkerRequestBody["metadata"]["tasks"][number];
export type StandInWorker = { id: string; version: string; contentHash: string; tasks: StandInTask[] };
export type StandInRun = {
  id: string;
  task: string;
  body: TriggerTaskRequestBody;
  status: Status;
  attempt: number;
  result?: Completion;
};

const VERSION = "20000101.1";
const MACHINE = { name: "small-1x", cpu: 0.5, memory: 0.5, centsPerMs: 0 };

const friendlyId = (prefix: string): string => `${prefix}_${randomUUID().replaceAll("-", "")}`;

const snapshotOf = (status: string) => ({
  id: "snapshot",
  friendlyId: friendlyId("snapshot"),
  executionStatus: status,
  description: status,
  createdAt: new Date(),
});

/** What the stand-in remembers: the runs, and the worker that registered. */
export class TriggerState {
  readonly runs = new Map<string, StandInRun>();
  worker: StandInWorker | undefined;

  trigger(task: string, body: TriggerTaskRequestBody): { id: string; isCached: boolean } {
    const run: StandInRun = { id: friendlyId("run"), task, body, status: "QUEUED", attempt: 0 };
    this.runs.set(run.id, run);
    return { id: run.id, isCached: false };
  }

  /** The run as `runs.retrieve` shows it, or undefined. */
  retrieve(id: string): object | undefined {
    const run = this.runs.get(id);
    if (!run) return undefined;
    const done = run.status === "DONE";
    const result = done ? run.result : undefined;
    const now = new Date();
    return {
      id,
      taskIdentifier: run.task,
      status: result
        ? result.ok
          ? "COMPLETED"
          : "FAILED"
        : run.status === "EXECUTING"
          ? "EXECUTING"
          : "QUEUED",
      ...{ createdAt: now, updatedAt: now, tags: [], costInCents: 0, baseCostInCents: 0, durationMs: 0 },
      ...{ isTest: false, depth: 0, isCancelled: false, isWaiting: false, attempts: [] },
      isQueued: !done,
      isExecuting: run.status === "EXECUTING",
      isCompleted: done,
      isFailed: result?.ok === false,
      isSuccess: result?.ok === true,
      attemptCount: run.attempt,
      relatedRuns: { children: [] },
      triggerFunction: "trigger",
      version: VERSION,
      ...(result?.ok ? { output: outputOf(result.output) } : {}),
      ...(result?.ok === false ? { error: { message: JSON.stringify(result.error) } } : {}),
    };
  }

  register(body: CreateBackgroundWorkerRequestBody): object {
    const { contentHash, tasks } = body.metadata;
    this.worker = { id: friendlyId("worker"), version: VERSION, contentHash, tasks };
    return { id: this.worker.id, version: VERSION, contentHash };
  }

  /** Hands out everything queued, once a worker has registered. */
  dequeue(): object[] {
    const worker = this.worker;
    if (!worker) return [];
    const ready = [...this.runs.values()].filter((run) => run.status === "QUEUED");
    return ready.map((run) => {
      run.status = "DEQUEUED";
      return {
        version: "1",
        snapshot: snapshotOf("PENDING_EXECUTING"),
        dequeuedAt: new Date(),
        completedWaitpoints: [],
        backgroundWorker: { id: worker.id, friendlyId: worker.id, version: worker.version },
        deployment: {},
        run: {
          ...{ id: run.id, friendlyId: run.id, isTest: false, isReplay: false, machine: MACHINE },
          ...{ attemptNumber: run.attempt + 1, masterQueue: "main", traceContext: {} },
        },
        environment: { id: "env", type: "DEVELOPMENT" },
        organization: { id: "org" },
        project: { id: "p" },
      };
    });
  }

  startAttempt(id: string, env: Record<string, string>): object | undefined {
    const run = this.runs.get(id);
    const task = this.worker?.tasks.find((one) => one.id === run?.task);
    if (!run || !task || !this.worker) return undefined;
    run.status = "EXECUTING";
    run.attempt++;
    const now = new Date();
    return {
      run: { id, friendlyId: id, status: "EXECUTING", attemptNumber: run.attempt },
      snapshot: snapshotOf("EXECUTING"),
      envVars: env,
      execution: {
        task: { id: run.task, filePath: task.filePath },
        attempt: { number: run.attempt, startedAt: now },
        run: {
          ...{ id, createdAt: now, startedAt: now, tags: [], isTest: false, isReplay: false },
          ...{ durationMs: 0, costInCents: 0, baseCostInCents: 0, version: this.worker.version },
          payload: run.body.payload,
          payloadType: run.body.options?.payloadType ?? "application/json",
          maxAttempts: run.body.options?.maxAttempts ?? task.retry?.maxAttempts ?? 1,
          maxDuration: task.maxDuration ?? 300,
        },
        queue: { id: "queue", name: task.queue?.name ?? run.task },
        environment: { id: "env", slug: "dev", type: "DEVELOPMENT" },
        organization: { id: "org", slug: "o", name: "o" },
        project: { id: "p", ref: "proj", slug: "p", name: "p" },
        machine: MACHINE,
      },
    };
  }

  completeAttempt(id: string, completion: Completion): object | undefined {
    const run = this.runs.get(id);
    if (!run) return undefined;
    run.result = completion;
    const retry = !completion.ok && completion.retry !== undefined;
    run.status = retry ? "QUEUED" : "DONE";
    const finished = completion.ok ? "COMPLETED_SUCCESSFULLY" : "COMPLETED_WITH_ERRORS";
    return {
      result: {
        attemptStatus: retry ? "RETRY_QUEUED" : "RUN_FINISHED",
        snapshot: snapshotOf(retry ? "QUEUED" : "FINISHED"),
        run: {
          ...{ id, friendlyId: id, attemptNumber: run.attempt },
          status: retry ? "RETRYING_AFTER_FAILURE" : finished,
        },
      },
    };
  }
}

function outputOf(output: string | undefined): unknown {
  const parsed: unknown = output === undefined ? undefined : JSON.parse(output);
  return typeof parsed === "object" && parsed !== null && "json" in parsed ? parsed.json : parsed;
}
