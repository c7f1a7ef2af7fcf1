import { z } from "zod";
import { createDocument, type ZodOpenApiObject, type ZodOpenApiOperationObject } from "zod-openapi";
import type { ErrorCode } from "@/lib/errors";
import { webhookOperations } from "@/lib/webhooks/openapi";
import { changes, type Endpoint, TAGS, type Tag, takesBody } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { API_BASE } from "./match";
import { statusOf } from "./problem";
import { Problem } from "./shapes/common";

export const API_VERSION = "1.0.0";

const ABOUT: Record<Tag, string> = {
  account: "Who you are, what you may still claim, your messages, and what became of an operation.",
  customers: "Customers, their contacts, their history.",
  ownership: "Who holds a customer: claiming, releasing, assigning, transferring, protecting.",
  "follow-ups": "Follow-ups, plans, deals, and what customers do of themselves.",
  requests: "Requests for more protection than a rep may take himself.",
  pools: "The pools and who belongs to them.",
  policies: "The rules of a pool: versions, drafts, previews, replays.",
  people: "People, teams and leave.",
  imports: "Files of customers.",
  events: "The ledger.",
  stats: "The numbers of the dashboard.",
  sweeps: "What rules took back, and how to stop or undo that.",
  fields: "The organisation's own fields.",
  lists: "The lists of the screens with all their filters: saved views, selections and exports.",
  duplicates: "Customers that may be there twice: the check, the desk, merges and their undo.",
  quality: "What is wrong with the data of customers, and how complete it is.",
  sources: "Web forms, inboxes of other systems, and what came by them.",
  webhooks: "Addresses that are told what happens, and what was sent to them.",
  organization: "The organisation, its approvals and its working calendar.",
};

const SPOKEN = "Speaks to people in the language of Accept-Language: zh-CN, zh-TW or en.";
const header = (id: string, schema: z.ZodType, description: string) =>
  schema.meta({ description, header: { id } });

const RATE = {
  "RateLimit-Limit": header("RateLimit-Limit", z.int(), "Requests a minute."),
  "RateLimit-Remaining": header("RateLimit-Remaining", z.int(), "Left of this minute."),
  "RateLimit-Reset": header("RateLimit-Reset", z.int(), "Seconds until it starts anew."),
};
const TAG = header("ETag", z.string(), "The version; If-Match takes it.");
const PLACE = header("Location", z.string(), "Where it is.");

const FILE = z.string().meta({ override: { type: "string", format: "binary" } });

const IfMatch = z
  .string()
  .optional()
  .meta({ description: "The ETag that you have seen; 412 when it is another now." });
const Key = z.string().min(1).max(200).optional().meta({
  description:
    "Makes the call safe to repeat: the same key again gets the first answer, and nothing happens twice.",
});

/** What can go wrong with the call, by status. */
function refusalsOf(endpoint: Endpoint): Map<number, Set<ErrorCode>> {
  const codes: ErrorCode[] = [
    "UNAUTHENTICATED",
    "TOO_MANY_REQUESTS",
    "INVALID_INPUT",
    ...(endpoint.refusals ?? []),
  ];
  if (endpoint.permission) codes.push("FORBIDDEN", "SCOPE_MISSING");
  if (changes(endpoint)) codes.push("TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE");
  if (changes(endpoint) && endpoint.repeating !== "afresh") codes.push("OPERATION_REUSED");
  const byStatus = new Map<number, Set<ErrorCode>>();
  const add = (status: number, code: ErrorCode) =>
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  for (const code of codes) add(statusOf(code), code);
  if (changes(endpoint)) add(400, "INVALID_INPUT");
  if (endpoint.ifMatch) {
    for (const code of ["STALE_OWNERSHIP", "EDITED_MEANWHILE"] as const) {
      if (endpoint.refusals?.includes(code)) add(412, code);
    }
  }
  return byStatus;
}

const problems = (endpoint: Endpoint): ZodOpenApiOperationObject["responses"] =>
  Object.fromEntries(
    [...refusalsOf(endpoint)]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        String(status),
        {
          description: [...codes].sort().join(", "),
          content: { "application/problem+json": { schema: Problem } },
        },
      ]),
  );

function bodyOf(endpoint: Endpoint): Pick<ZodOpenApiOperationObject, "requestBody"> {
  if (endpoint.upload) {
    const form = z.object({
      file: FILE,
      pool: z.string(),
      options: z
        .string()
        .optional()
        .meta({ description: "JSON: how to read the file, and what to do with it." }),
      mapping: z.string().optional().meta({ description: "JSON: the field of each column, by its header." }),
    });
    const types = endpoint.upload.map((type) => [
      type,
      { schema: type === "multipart/form-data" ? form : FILE },
    ]);
    return { requestBody: { required: true, content: Object.fromEntries(types) } };
  }
  if (!takesBody(endpoint)) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: endpoint.body } } } };
}

const contentOf = ({ download, output }: Endpoint): Record<string, { schema: z.ZodType }> =>
  download
    ? Object.fromEntries(download.map((type) => [type, { schema: FILE }]))
    : { "application/json": { schema: output } };

function headersOf(endpoint: Endpoint): z.ZodObject | undefined {
  const repeats = changes(endpoint) && endpoint.repeating !== "afresh";
  if (!repeats && !endpoint.ifMatch) return undefined;
  return z.object({
    ...(repeats ? { "Idempotency-Key": Key } : {}),
    ...(endpoint.ifMatch ? { "If-Match": IfMatch } : {}),
  });
}

/** The scope that a token needs for the call, as one sentence. */
export const scopeOf = ({ permission }: Pick<Endpoint, "permission">): string =>
  permission && permission !== "profile.read" ? `Scope: \`${permission}\`.` : "Any token.";

function operationOf(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { id, tag, summary, description, status = 200 } = endpoint;
  const asked = headersOf(endpoint);
  const answerHeaders = {
    ...RATE,
    ...(endpoint.etag ? { ETag: TAG } : {}),
    ...(endpoint.location ? { Location: PLACE } : {}),
  };
  return {
    ...{ operationId: id, tags: [tag], summary },
    description: [description, scopeOf(endpoint)].filter(Boolean).join("\n\n"),
    requestParams: {
      path: endpoint.params,
      query: endpoint.query,
      ...(asked ? { header: asked } : {}),
    },
    ...bodyOf(endpoint),
    responses: {
      [String(status)]: {
        description: "Done.",
        headers: z.object(answerHeaders),
        content: contentOf(endpoint),
      },
      ...problems(endpoint),
    },
  };
}

function pathsOf(endpoints: readonly Endpoint[]): NonNullable<ZodOpenApiObject["paths"]> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operationOf(endpoint) };
  }
  return paths;
}

/** The formats of strings say it in one word; the patterns behind them fill pages. */
const WELL_KNOWN = new Set(["date", "date-time", "uuid", "email"]);

let made: ReturnType<typeof createDocument> | undefined;

/** The OpenAPI 3.1 document of the API, made from the endpoints. */
export function apiDocument(): ReturnType<typeof createDocument> {
  made ??= createDocument(
    {
      openapi: "3.1.1",
      info: {
        title: "Gonghai",
        version: API_VERSION,
        description: `The shared customer pool of a sales company. Everything that the interface can do, through the same rules. ${SPOKEN}`,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: API_BASE }],
      security: [{ token: [] }],
      tags: TAGS.map((name) => ({ name, description: ABOUT[name] })),
      paths: pathsOf(ENDPOINTS),
      webhooks: webhookOperations(),
      components: {
        securitySchemes: {
          token: {
            type: "http",
            scheme: "bearer",
            description: "A token of a person; its scopes narrow his rights.",
          },
        },
      },
    },
    {
      override: ({ jsonSchema }) => {
        if (jsonSchema.format && WELL_KNOWN.has(jsonSchema.format)) delete jsonSchema.pattern;
      },
    },
  );
  return made;
}
