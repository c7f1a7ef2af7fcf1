import { database } from "@/lib/database";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { retrying } from "@/lib/retry";
import { onceSealed } from "@/lib/sealed-operations";
import { accept } from "./accept";
import { authenticate, refusing, type Serving } from "./caller";
import { type Call, changes, type Endpoint } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { readIfMatch } from "./etag";
import { API_BASE, matchPath, pathTree } from "./match";
import { OPERATION_KEY } from "./operation-key";
import { mediaType, readJson, readQuery } from "./read-body";

const TREE = pathTree(ENDPOINTS);
function operationKeyOf(request: Request, endpoint: Endpoint): string | undefined {
  const given = request.headers.get("idempotency-key");
  if (given === null || !changes(endpoint)) return undefined;
  const key = given.trim().replace(/^"(.*)"$/, "$1");
  if (!OPERATION_KEY.test(key)) throw new DomainError("INVALID_INPUT", { field: "Idempotency-Key" });
  return key;
}

/** A HEAD is the GET without its body, which whoever carries the answer leaves out. */
const methodOf = ({ method }: Request): string => (method === "HEAD" ? "GET" : method);

async function bodyOf(request: Request, endpoint: Endpoint): Promise<unknown> {
  if (!changes(endpoint)) return {};
  if (!endpoint.upload) return readJson(request);
  if (endpoint.upload.includes(mediaType(request))) return {};
  throw new DomainError("UNSUPPORTED_MEDIA_TYPE", { expected: endpoint.upload.join(", ") });
}

function runOnce(endpoint: Endpoint, call: Call<unknown, unknown, unknown>): Promise<unknown> {
  const { repeating } = endpoint;
  if ((repeating !== "call" && repeating !== "sealed") || !call.ctx.operationKey) return endpoint.run(call);
  const { params, query, body } = call;
  const run = repeating === "sealed" ? onceSealed : once;
  return run(call.ctx, endpoint.id, { params, query, body }, (ctx) =>
    endpoint.run({ ...call, ctx: { ...ctx, actor: call.ctx.actor } }),
  );
}

async function answer(serving: Serving): Promise<Response> {
  const { request, now, headers } = serving;
  const url = new URL(request.url);
  // First of all, so that what is refused counts too and says what is left.
  const use = await authenticate(serving);
  const { actor } = use;
  const { endpoint, params } = matchPath(TREE, methodOf(request), url.pathname.slice(API_BASE.length));
  if (endpoint.permission) authorize(actor, endpoint.permission);
  const operationKey = operationKeyOf(request, endpoint);
  const call = {
    ctx: { db: database().db, actor, now, ...(operationKey ? { operationKey } : {}) },
    ...{ use, request },
    params: accept(endpoint.params, params),
    query: accept(endpoint.query, readQuery(url.searchParams)),
    body: accept(endpoint.body, await bodyOf(request, endpoint)),
    seen: endpoint.ifMatch ? readIfMatch(request.headers.get("if-match")) : null,
  };
  const result = await retrying(operationKey !== undefined, () => runOnce(endpoint, call));
  const { status = 200 } = endpoint;
  if (endpoint.etag) headers.set("etag", endpoint.etag(result));
  if (endpoint.location) headers.set("location", API_BASE + endpoint.location(result));
  if (result instanceof Response) {
    for (const [name, value] of headers) result.headers.set(name, value);
    return result;
  }
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(result), { status, headers });
}

/** Answers a request to /api/v1: finds its endpoint, knows its caller, reads it, runs it; every refusal is problem+json. */
export const serveApi = (request: Request): Promise<Response> => refusing(request, answer);
