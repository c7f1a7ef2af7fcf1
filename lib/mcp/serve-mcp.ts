import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { authenticate, refusing, type Serving } from "@/lib/api/caller";
import { API_VERSION } from "@/lib/api/document";
import type { ApiCtx } from "@/lib/api/endpoint";
import { detailOf, type Speech } from "@/lib/api/problem";
import { readJson } from "@/lib/api/read-body";
import { database } from "@/lib/database";
import { DomainError } from "@/lib/errors";
import { failure } from "@/lib/failure";
import { may } from "@/lib/permissions";
import { retrying } from "@/lib/retry";
import { READING_TOOLS } from "./reading-tools";
import { operationOf, type Tool } from "./tool";
import { WORKING_TOOLS } from "./working-tools";

const TOOLS: readonly Tool[] = [...READING_TOOLS, ...WORKING_TOOLS];

const ABOUT = `Gonghai is a sales company's shared customer pool. A customer lies in a pool, where members may claim it, or is in
exactly one person's hands, on a clock: without a qualifying follow-up it goes back to the pool. You act as the user, within
his rights and quotas, and everything you do stands in the ledger under his name. Contacts are masked as on his screen. A
refusal names its rule and, where there is one, the instant from which the thing becomes possible: tell him that. Give
whatever changes something an operationId, so that you can repeat it when no answer came.`;

/** What a verb refused, as an assistant can tell it on: the code, its sentence, its facts. */
function refusalOf(error: unknown, name: string, speech: Speech): CallToolResult {
  const { error: code, params } = failure(error, `mcp ${name}`);
  const refused = { code, detail: detailOf({ code, params }, speech), params };
  return { isError: true, content: [{ type: "text", text: JSON.stringify(refused) }] };
}

async function run(tool: Tool, ctx: ApiCtx, input: unknown, speech: Speech): Promise<CallToolResult> {
  const { key, given } = operationOf(input);
  const own: ApiCtx = key === undefined ? ctx : { ...ctx, operationKey: key };
  try {
    const answer = await retrying(key !== undefined, () => tool.run(own, given, speech));
    return { content: [{ type: "text", text: JSON.stringify(answer) }] };
  } catch (error) {
    return refusalOf(error, tool.name, speech);
  }
}

/** A server that offers what the caller may do, and nothing else; it lives for one request. */
function serverFor(ctx: ApiCtx, speech: Speech): McpServer {
  const server = new McpServer({ name: "gonghai", version: API_VERSION }, { instructions: ABOUT });
  for (const tool of TOOLS.filter(({ permission }) => may(ctx.actor, permission))) {
    const { name, title, description, hint } = tool;
    const reads = hint === "reads";
    server.registerTool(
      name,
      {
        ...{ title, description, inputSchema: tool.input },
        annotations: {
          ...{ title, readOnlyHint: reads, destructiveHint: hint === "takes_away" },
          ...{ idempotentHint: reads, openWorldHint: false },
        },
      },
      (input: unknown) => run(tool, ctx, input, speech),
    );
  }
  return server;
}

async function answer(serving: Serving): Promise<Response> {
  const { request, now, speech, headers } = serving;
  const { actor } = await authenticate(serving);
  if (request.method !== "POST") throw new DomainError("METHOD_NOT_ALLOWED", { allowed: "POST" });
  const parsedBody = await readJson(request);
  const server = serverFor({ db: database().db, actor, now }, speech);
  // Without sessions: what a request needs to know it brings, so that any replica answers it.
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    const response = await transport.handleRequest(request, { parsedBody });
    for (const [name, value] of headers) response.headers.set(name, value);
    return response;
  } finally {
    await server.close();
  }
}

/** Answers an assistant (Model Context Protocol over HTTP): the same tokens, scopes, limits and verbs as the API. */
export const serveMcp = (request: Request): Promise<Response> => refusing(request, answer);
