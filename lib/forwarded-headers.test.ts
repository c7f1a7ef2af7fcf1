import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { ignoreForwardedHeaders } from "./forwarded-headers";

it("drops what a client says of itself before anybody can read it", async () => {
  ignoreForwardedHeaders();
  const seen = await new Promise<IncomingHttpHeaders>((done) => {
    const server = createServer((incoming, response) => {
      done(incoming.headers);
      response.end(() => server.close());
    }).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      const forged = { "X-Forwarded-For": "6.6.6.6", "x-forwarded-host": "evil", forwarded: "for=6.6.6.6" };
      request({ port, host: "127.0.0.1", headers: { ...forged, cookie: "a=b" } }).end();
    });
  });
  expect(seen["x-forwarded-for"]).toBeUndefined();
  expect(seen["x-forwarded-host"]).toBeUndefined();
  expect(seen.forwarded).toBeUndefined();
  expect(seen.cookie).toBe("a=b");
});
