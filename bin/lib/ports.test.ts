import net from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort, isPortFree, pickPort } from "./ports.mjs";

const servers: net.Server[] = [];

async function occupy(port: number, host: string): Promise<void> {
  const server = net.createServer();
  servers.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, resolve);
  });
}

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

test("a port with a listener is taken, on its own address and under a listener on all", async () => {
  const port = await freePort();
  expect(await isPortFree(port, "127.0.0.1")).toBe(true);
  await occupy(port, "0.0.0.0");
  expect(await isPortFree(port, "127.0.0.1")).toBe(false);
});

test("the wanted port is taken when it is free", async () => {
  const port = await freePort();
  expect(await pickPort(port, "127.0.0.1")).toBe(port);
});

test("the next free port is taken when the wanted one is in use", async () => {
  const port = await freePort();
  await occupy(port, "127.0.0.1");
  const picked = await pickPort(port, "127.0.0.1");
  expect(picked).toBeGreaterThan(port);
  expect(picked).toBeLessThan(port + 50);
});

test("0 means any free port", async () => {
  expect(await isPortFree(await pickPort(0, "127.0.0.1"), "127.0.0.1")).toBe(true);
});

test("there is no port above 65535", async () => {
  await occupy(65_535, "127.0.0.1");
  await expect(pickPort(65_535, "127.0.0.1")).rejects.toThrow("No free port");
});
