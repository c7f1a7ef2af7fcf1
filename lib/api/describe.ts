import type { Locale } from "@/db/enums";
import type { ErrorCode } from "@/lib/errors";
import { apiDocument } from "./document";
import { changes, type Endpoint, TAGS, type Tag } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { API_BASE } from "./match";
import { detailOf, statusOf } from "./problem";
import { inLanguage, saidIn } from "./said-in";

/** As much of JSON Schema as the document uses. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
};

type Content = Record<string, { schema: Schema }>;
type Operation = {
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: Schema }[];
  requestBody?: { content: Content };
  responses: Record<string, { description?: string; content?: Content }>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

export type Row = {
  name: string;
  required: boolean;
  schema: Schema;
  description: string | null;
  where: string | null;
};

/** A call as its documentation shows it. */
export type CallText = {
  endpoint: Pick<Endpoint, "id" | "method" | "path" | "tag" | "summary" | "permission">;
  description: string | null;
  params: Row[];
  bodies: { type: string; schema: Schema }[];
  answer: { status: string; schema: Schema } | null;
  refusals: { status: string; codes: ErrorCode[] }[];
  curl: string;
};

/** What a code of a refusal means, as somebody reads it who has no facts of one. */
export type CodeText = { code: ErrorCode; status: number; text: string };

export type ApiText = {
  groups: { tag: Tag; calls: CallText[] }[];
  schemas: { name: string; schema: Schema }[];
  codes: CodeText[];
};

export const refName = (ref: string): string => ref.slice(ref.lastIndexOf("/") + 1);

/** The properties of a schema as rows; none for one that is no object. */
export const rowsOf = (schema: Schema): Row[] =>
  Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    ...{ name, schema: property, where: null },
    required: schema.required?.includes(name) ?? false,
    description: property.description ?? null,
  }));

const KNOWN: Record<string, string> = {
  uuid: "01945a4e-6c1e-7c3a-9d5b-2f0a1c9b7e10",
  date: "2026-11-20",
  "date-time": "2026-11-20T02:00:00Z",
  email: "ann@example.com",
};

/** A value that a schema takes, with what it needs and nothing more. */
function exampleOf(schema: Schema, components: Document["components"]["schemas"], depth = 0): unknown {
  if (schema.$ref) return exampleOf(components[refName(schema.$ref)] ?? {}, components, depth + 1);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return exampleOf(first, components, depth + 1);
  if (schema.type === "array") {
    return schema.items && depth < 4 ? [exampleOf(schema.items, components, depth + 1)] : [];
  }
  if (schema.type === "object" || schema.properties) {
    const needed = rowsOf(schema).filter(({ required }) => required && depth < 4);
    return Object.fromEntries(needed.map((row) => [row.name, exampleOf(row.schema, components, depth + 1)]));
  }
  if (schema.type === "integer" || schema.type === "number") return Math.max(1, schema.minimum ?? 1);
  if (schema.type === "boolean") return true;
  return KNOWN[schema.format ?? ""] ?? "…";
}

function curlOf(
  endpoint: Endpoint,
  operation: Operation,
  components: Document["components"]["schemas"],
): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`);
  const lines = [
    `curl ${endpoint.method === "get" ? "" : `-X ${endpoint.method.toUpperCase()} `}"$SITE${API_BASE}${path}"`,
  ];
  lines.push('-H "Authorization: Bearer $TOKEN"');
  if (changes(endpoint) && endpoint.repeating !== "afresh") lines.push('-H "Idempotency-Key: $(uuidgen)"');
  const content = operation.requestBody?.content;
  const json = content?.["application/json"]?.schema;
  if (endpoint.download) lines.push("-OJ");
  if (endpoint.upload) lines.push("-F file=@customers.csv", "-F pool=华东公海");
  else if (json) {
    lines.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(exampleOf(json, components))}'`);
  }
  return lines.join(" \\\n  ");
}

function callOf(endpoint: Endpoint, document: Document, locale: Locale): CallText {
  const operation = document.paths[endpoint.path]?.[endpoint.method];
  const { id, method, path, tag, summary, permission, description, status = 200 } = endpoint;
  const { parameters = [], requestBody, responses = {} } = operation ?? {};
  const answer = responses[String(status)]?.content?.["application/json"]?.schema;
  return {
    endpoint: { id, method, path, tag, summary, permission },
    description: description ? (saidIn(locale, description) ?? description) : null,
    params: parameters.map(({ name, in: where, required = false, schema, description = null }) => ({
      ...{ name, where, required, schema, description: description ?? schema.description ?? null },
    })),
    bodies: Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => ({ type, schema })),
    answer: answer ? { status: String(status), schema: answer } : null,
    refusals: Object.entries(responses)
      .filter(([code]) => Number(code) >= 400)
      .map(([code, { description = "" }]) => ({
        status: code,
        codes: description.split(", ") as ErrorCode[],
      })),
    curl: operation ? curlOf(endpoint, operation, document.components.schemas) : "",
  };
}

function codesOf(calls: readonly CallText[], locale: Locale): CodeText[] {
  const codes = new Set(calls.flatMap(({ refusals }) => refusals.flatMap(({ codes }) => codes)));
  return [...codes].sort().map((code) => ({
    ...{ code, status: statusOf(code), text: detailOf({ code }, { locale, timeZone: "UTC" }) },
  }));
}

function describe(locale: Locale): ApiText {
  const document = inLanguage(apiDocument() as unknown as Document, locale);
  const calls = ENDPOINTS.map((one) => callOf(one, document, locale));
  return {
    groups: TAGS.map((tag) => ({ tag, calls: calls.filter(({ endpoint }) => endpoint.tag === tag) })),
    schemas: Object.entries(document.components.schemas)
      .map(([name, schema]) => ({ name, schema }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    codes: codesOf(calls, locale),
  };
}

const described = new Map<Locale, ApiText>();

/** The whole API as its page shows it, in a language: the calls by tag, the schemas that have a name, the codes of refusals. */
export function describeApi(locale: Locale): ApiText {
  const text = described.get(locale) ?? describe(locale);
  described.set(locale, text);
  return text;
}
