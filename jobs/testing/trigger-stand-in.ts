import http from "node:http";
import type { AddressInfo } from "node:net";
import { CreateBackgroundWorkerRequestBody, TriggerTaskRequestBody } from "@trigger.dev/core/v3";
import { WorkloadRunAttemptCompleteRequestBody } from "@trigger.dev/core/v3/runEngineWorker";
import { TriggerState } from "./trigger-state";

export type StandIn = {
  url: string;
  secretKey: string;
  state: TriggerState;
  close: () => Promise<void>;
};

type Call = {
  base: string;
  secretKey: string;
  state: TriggerState;
  params: readonly string[];
  body: unknown;
};
type Answer = { status: number; json: unknown } | "events";
type Route = { method: string; path: RegExp; answer: (call: Call) => Answer };

const ok = (json: unknown): Answer => ({ status: 200, json });
const found = (json: unknown): Answer =>
  json === undefined ? { status: 404, json: { error: "not found" } } : ok(json);
const at = (params: readonly string[], index: number) => decodeURIComponent(params[index] ?? "");
const route = (method: string, path: RegExp, answer: (call: Call) => Answer): Route => ({
  method,
  path,
  answer,
});

/** What the SDK calls. */
const SDK_ROUTES = [
  route("POST", /^\/api\/v1\/tasks\/([^/]+)\/trigger$/, ({ state, params, body }) =>
    ok(state.trigger(at(params, 0), TriggerTaskRequestBody.parse(body))),
  ),
  route("GET", /^\/api\/v3\/runs\/([^/]+)$/, ({ state, params }) => found(state.retrieve(at(params, 0)))),
];

/** What `trigger dev` calls. */
const CLI_ROUTES = [
  route("GET", /^\/api\/v2\/whoami$/, ({ base }) =>
    ok({ userId: "u", email: "local@example.test", dashboardUrl: base }),
  ),
  route("GET", /^\/api\/v1\/projects\/[^/]+\/dev$/, ({ base, secretKey }) =>
    ok({ apiKey: secretKey, name: "stand-in", apiUrl: base, projectId: "p", defaultRuntime: "node-22" }),
  ),
  route("GET", /^\/api\/v1\/projects\/[^/]+\/envvars$/, ({ base }) => ok({ variables: workerEnv(base) })),
  route("GET", /^\/engine\/v1\/dev\/config$/, ({ base }) =>
    ok({
      ...{ environmentId: "env", engineUrl: base, maxConcurrentRuns: 5 },
      ...{ dequeueIntervalWithRun: 50, dequeueIntervalWithoutRun: 200 },
    }),
  ),
  route("GET", /^\/engine\/v1\/dev\/presence$/, () => "events"),
  route("POST", /^\/engine\/v1\/dev\/disconnect$/, () => ok({ cancelled: 0 })),
  route("POST", /\/background-workers$/, ({ state, body }) =>
    ok(state.register(CreateBackgroundWorkerRequestBody.parse(body))),
  ),
  route("POST", /^\/engine\/v1\/dev\/dequeue$/, ({ state }) => ok({ dequeuedMessages: state.dequeue() })),
  route("POST", /^\/engine\/v1\/dev\/runs\/([^/]+)\/snapshots\/[^/]+\/attempts\/start$/, (call) =>
    found(call.state.startAttempt(at(call.params, 0), runEnv(call))),
  ),
  route("POST", /^\/engine\/v1\/dev\/runs\/([^/]+)\/snapshots\/[^/]+\/attempts\/complete$/, (call) => {
    const { completion } = WorkloadRunAttemptCompleteRequestBody.parse(call.body);
    return found(call.state.completeAttempt(at(call.params, 0), completion));
  }),
  route("POST", /\/heartbeat$/, () => ok({ ok: true })),
  route("GET", /\/snapshots\/since\//, () => ok({ snapshots: [] })),
  route("POST", /^\/otel\/|logs\/debug$/, () => ok({})),
];

const ROUTES = [...SDK_ROUTES, ...CLI_ROUTES];

const workerEnv = (base: string) => ({
  TRIGGER_API_URL: base,
  OTEL_EXPORTER_OTLP_ENDPOINT: `${base}/otel`,
  TRIGGER_OTEL_EXPORTER_OTLP_ENDPOINT: `${base}/otel`,
});
const runEnv = ({ base, secretKey }: Call) => ({ ...workerEnv(base), TRIGGER_SECRET_KEY: secretKey });

/**
 * A loopback stand-in for the Trigger.dev API: enough for the real SDK to trigger and retrieve runs and for the real
 * `trigger dev` to register, dequeue and run. Request bodies are parsed with the schemas of @trigger.dev/core, so a
 * drift fails. It is a contract fake: the platform's scheduler, queues and persistence are not in it.
 */
export async function startStandIn(secretKey = "tr_dev_standin"): Promise<StandIn> {
  const state = new TriggerState();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const method = request.method ?? "GET";
      const path = (request.url ?? "/").split("?")[0] ?? "/";
      const body = parseJson(Buffer.concat(chunks).toString());
      reply(response, answerTo({ method, path, body, base: baseOf(server), secretKey, state }));
    });
  });
  // No socket.io: the CLI falls back to polling for runs.
  server.on("upgrade", (_request, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: baseOf(server), secretKey, state, close };
}

const baseOf = (server: http.Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function answerTo(call: Omit<Call, "params"> & { method: string; path: string }): Answer {
  for (const { method, path, answer } of ROUTES) {
    const match = method === call.method ? path.exec(call.path) : null;
    if (!match) continue;
    try {
      return answer({ ...call, params: match.slice(1) });
    } catch (error) {
      return { status: 400, json: { error: String(error) } };
    }
  }
  return { status: 404, json: { error: `the stand-in has no ${call.method} ${call.path}` } };
}

function reply(response: http.ServerResponse, answer: Answer): void {
  if (answer !== "events") {
    response.writeHead(answer.status, { "content-type": "application/json", "x-trigger-jwt": "stand-in" });
    response.end(JSON.stringify(answer.json));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write("event: start\ndata: ok\n\n");
  const presence = () =>
    response.write(
      `event: presence\ndata: ${JSON.stringify({ type: "connected", timestamp: Date.now(), isConnected: true })}\n\n`,
    );
  const timer = setInterval(presence, 2_000);
  response.on("close", () => clearInterval(timer));
}
