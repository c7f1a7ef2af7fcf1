import { expect } from "vitest";
import { newId } from "@/db/columns";
import { changes } from "@/lib/api/endpoint";
import { ENDPOINTS } from "@/lib/api/endpoints";
import { call, type Reply, send } from "./client";
import { deviations } from "./conforms";

type Options = { status?: number; query?: string; headers?: Record<string, string> };

/** What calls are made with: the tokens of people, and what `{name}` stands for in a path. */
export type Making = {
  tokens: Record<string, string>;
  values: Record<string, string>;
  /** The calls that were answered as the document says. */
  checked: Set<string>;
};

/** The call that a line like `GET /pools/{pool}` is. */
function endpointOf(line: string) {
  const [method = "", pattern = ""] = line.split(" ");
  const path = pattern.replace(/\{(\w+)\}/g, (name) => (/key|version|place/.test(name) ? name : "{id}"));
  const found = ENDPOINTS.find((one) => one.method === method.toLowerCase() && one.path === path);
  if (!found) throw new Error(`no endpoint for ${line}`);
  return found;
}

/**
 * Makes calls, each with the status that it should have and an answer that the document tells of. What changes something is
 * asked twice under one key: the second answer is the first, and nothing is done twice.
 */
export function making({ tokens, values, checked }: Making) {
  return async (who: string, line: string, body?: unknown, options: Options = {}): Promise<Reply> => {
    const endpoint = endpointOf(line);
    const [method = "", pattern = ""] = line.split(" ");
    const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);
    const repeats = changes(endpoint) && endpoint.repeating !== "afresh";
    const given = {
      ...{ token: tokens[who] ?? "" },
      ...(body === undefined ? {} : { body }),
      headers: { ...(repeats ? { "idempotency-key": newId() } : {}), ...options.headers },
    };
    const { status = endpoint.status ?? 200 } = options;
    if (endpoint.download && status < 300) {
      const file = await send(method, path + (options.query ?? ""), given);
      expect([line, file.status]).toEqual([line, status]);
      expect(endpoint.download).toContain(file.headers.get("content-type")?.split(";")[0]);
      checked.add(endpoint.id);
      return { status, headers: file.headers, body: { text: await file.text() } };
    }
    const reply = await call(method, path + (options.query ?? ""), given);
    expect({ line, status: reply.status, body: reply.status === status ? null : reply.body }).toEqual({
      ...{ line, status, body: null },
    });
    expect(deviations(endpoint, reply), `${line} ${JSON.stringify(reply.body)}`).toEqual([]);
    if (reply.status >= 300) return reply;
    checked.add(endpoint.id);
    if (repeats) {
      const again = await call(method, path + (options.query ?? ""), given);
      expect([line, again.status, again.body]).toEqual([line, reply.status, reply.body]);
    }
    return reply;
  };
}
