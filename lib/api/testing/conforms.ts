import { z } from "zod";
import { apiDocument } from "@/lib/api/document";

const document = JSON.parse(
  JSON.stringify(apiDocument()).replaceAll("#/components/schemas/", "#/$defs/"),
) as {
  components: { schemas: Record<string, unknown> };
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
};

const made = new Map<string, z.ZodType>();

/** The schema that the document has for an answer; fails for an answer that it doesn't tell of. */
function schemaOf(method: string, path: string, status: number, type: string): z.ZodType {
  const name = `${method} ${path} ${status}`;
  const there = made.get(name);
  if (there) return there;
  const schema = document.paths[path]?.[method]?.responses[String(status)]?.content?.[type]?.schema;
  if (!schema) throw new Error(`the document tells of no ${name} as ${type}`);
  const read = z.fromJSONSchema({ ...schema, $defs: document.components.schemas } as never);
  made.set(name, read);
  return read;
}

/** What of an answer is not as the document says; empty when it all is. */
export function deviations(
  call: { method: string; path: string },
  { status, headers, body }: { status: number; headers: Headers; body: unknown },
): string[] {
  const type = headers.get("content-type") ?? "";
  const read = schemaOf(call.method, call.path, status, type).safeParse(body);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}
