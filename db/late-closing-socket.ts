import { Socket } from "node:net";

type Address = { host: string[]; port: number[]; path?: string };

/**
 * A socket that tells its closing one turn late. When a connection is lost while a statement waits to be written,
 * postgres.js (3.4.9) drops the waiting write but remembers it as scheduled: the greeting of the next connection on
 * that place of the pool is then never sent, and every try ends in CONNECT_TIMEOUT. One turn later there is no
 * waiting write any more.
 */
class LateClosingSocket extends Socket {
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event !== "close") return super.emit(event, ...args);
    // Always as closed without an error, which was told before: then what came in between is rejected, not forgotten.
    setImmediate(() => super.emit(event, false));
    return true;
  }
}

/** Connects to the first address, for the `socket` option of postgres.js. */
export function lateClosingSocket({ host, port, path }: Address): Socket {
  const socket = new LateClosingSocket();
  if (path) return socket.connect(path);
  return socket.connect(port[0] ?? 5432, host[0] ?? "localhost");
}
