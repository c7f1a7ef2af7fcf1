import { serveApi } from "@/lib/api/serve";
import type { Ctx } from "@/lib/context";
import { createToken } from "@/lib/tokens/create-token";

export type Reply = { status: number; headers: Headers; body: Record<string, unknown> };

type Options = {
  token?: string | null;
  body?: unknown;
  /** Sent as it is. */
  raw?: BodyInit;
  headers?: Record<string, string>;
};

/** Makes a token of a person with these scopes and answers its secret. */
export async function tokenFor(ctx: Ctx, scopes: string[] = ["*"], name = "test"): Promise<string> {
  const { secret } = await createToken(ctx, { name, scopes, expiresAt: null });
  return secret;
}

/** Sends a request to the API as the server would hand it on. */
export async function send(method: string, path: string, options: Options = {}): Promise<Response> {
  const headers = new Headers({ "accept-language": "en", ...options.headers });
  if (options.token) headers.set("authorization", `Bearer ${options.token}`);
  const json = options.body === undefined ? undefined : JSON.stringify(options.body);
  if (json !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
  const body = options.raw ?? json;
  return serveApi(
    new Request(`http://crm.internal/api/v1${path}`, {
      ...{ method, headers },
      ...(body === undefined ? {} : { body, duplex: "half" }),
    } as RequestInit),
  );
}

/** The same, with the answer read as JSON. */
export async function call(method: string, path: string, options: Options = {}): Promise<Reply> {
  const response = await send(method, path, options);
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}
