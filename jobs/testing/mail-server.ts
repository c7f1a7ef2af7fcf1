import type { AddressInfo, Socket } from "node:net";
import { SMTPServer } from "smtp-server";

/** How the server treats a message: takes it, puts it off, refuses it, never answers, or takes it and dies. */
export type MailManners = "accept" | "put off" | "refuse" | "hang" | "take and die";

export type ReceivedMail = { to: string; messageId: string; subject: string; raw: string };

/** A real SMTP server on loopback; `manners` may change between messages. */
export class MailServer {
  manners: MailManners = "accept";
  connections = 0;
  readonly received: ReceivedMail[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: SMTPServer;

  constructor(readonly login?: { user: string; pass: string }) {
    this.server = new SMTPServer({
      disabledCommands: login ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
      authOptional: !login,
      allowInsecureAuth: true,
      closeTimeout: 100,
      onAuth: ({ username, password }, _session, done) => {
        const known = username === login?.user && password === login?.pass;
        done(known ? null : new Error("wrong password"), known ? { user: username ?? "" } : undefined);
      },
      onConnect: (_session, done) => {
        this.connections++;
        done();
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          const raw = Buffer.concat(chunks).toString();
          const to = session.envelope.rcptTo[0]?.address ?? "";
          this.answer(
            { to, messageId: header(raw, "Message-ID"), subject: header(raw, "Subject"), raw },
            done,
          );
        });
      },
    });
    this.server.on("error", () => {});
    this.server.server.on("connection", (socket: Socket) => this.sockets.add(socket));
  }

  private answer(mail: ReceivedMail, done: (error?: Error | null) => void): void {
    const { manners } = this;
    if (manners === "put off") done(replyOf(451, "Try again later"));
    else if (manners === "refuse") done(replyOf(550, "No such mailbox"));
    if (manners !== "accept" && manners !== "take and die") return;
    this.received.push(mail);
    if (manners === "take and die") this.drop();
    else done();
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, "127.0.0.1", resolve));
    const auth = this.login ? `${this.login.user}:${this.login.pass}@` : "";
    return `smtp://${auth}127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  async close(): Promise<void> {
    this.drop();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

const replyOf = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

function header(raw: string, name: string): string {
  const unfolded = raw.replace(/\r\n[ \t]+/g, " ");
  const line =
    unfolded.split("\r\n").find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`)) ?? "";
  const value = line.slice(name.length + 1).trim();
  return value.replace(/=\?utf-8\?([bq])\?([^?]+)\?=\s*/gi, (_, coding: string, text: string) =>
    coding.toLowerCase() === "b"
      ? Buffer.from(text, "base64").toString()
      : decodeURIComponent(text.replaceAll("_", " ").replaceAll("=", "%")),
  );
}
