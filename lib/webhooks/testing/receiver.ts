import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { headers: Record<string, string>; body: string; at: number };
type Manners = (request: Received, response: ServerResponse, raw: IncomingMessage) => void;

/** A real HTTP server that keeps what it is sent, and answers as it is told to. */
export class Receiver {
  readonly received: Received[] = [];
  /** How many requests were open at the same time, at most, in all and of one subject. */
  most = 0;
  private open = 0;
  manners: Manners = (_request, response) => response.writeHead(204).end();
  private readonly server = createServer((raw, response) => {
    this.open += 1;
    this.most = Math.max(this.most, this.open);
    response.on("close", () => {
      this.open -= 1;
    });
    const chunks: Buffer[] = [];
    raw.on("data", (chunk: Buffer) => chunks.push(chunk));
    raw.on("end", () => {
      const request = {
        headers: raw.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString(),
        at: performance.now(),
      };
      this.received.push(request);
      this.manners(request, response, raw);
    });
  });

  async listen(port = 0): Promise<string> {
    await new Promise<void>((done) => this.server.listen(port, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** What came, as ids and parsed bodies. */
  get messages() {
    return this.received.map(({ headers, body }) => ({
      id: headers["webhook-id"] ?? "",
      ...(JSON.parse(body) as { type: string; timestamp: string; data: Data }),
    }));
  }
}

type Data = {
  customer?: { id: string; version: number; name: string };
  event?: { version: number; kind: string; seq: number };
};
