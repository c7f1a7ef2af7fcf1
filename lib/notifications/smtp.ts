import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { parseConnectionUrl } from "nodemailer/lib/shared/index.js";
import SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import { type MailFailure, mailFailure } from "./rules";

export type Mail = {
  messageId: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
};

/** Sends one message at a time; rejects with a MailError. */
export type MailTransport = { from: string; send: (mail: Mail) => Promise<void>; close: () => void };

export class MailError extends Error {
  override readonly name = "MailError";
  constructor(
    readonly failure: MailFailure,
    /** Whether the connection itself is in doubt, so that the next message would fare no better. */
    readonly connectionLost: boolean,
    message: string,
  ) {
    super(message);
  }
}

const TOTAL_TIMEOUT_MS = 10_000;

type Env = Readonly<Record<string, string | undefined>>;

/** The transport of `SMTP_URL` and `MAIL_FROM` (an address, or `Name <address>`); null without an SMTP server. */
export function transportFromEnv(env: Env = process.env): MailTransport | null {
  if (!env.SMTP_URL) return null;
  const given = env.MAIL_FROM || `gonghai@${new URL(env.SMTP_URL).hostname}`;
  const [, name, from] = /^(.*?)\s*<([^<>]+)>$/.exec(given.trim()) ?? [];
  return smtpTransport(env.SMTP_URL, { from: from ?? given.trim(), name: name || "公海 Gonghai" });
}

/**
 * One SMTP session, opened at the first message and again after any failure.
 * A message has `timeoutMs` in all, from connecting to the server's yes, however slowly bytes trickle.
 */
export function smtpTransport(
  url: string,
  sender: { from: string; name: string },
  timeoutMs = TOTAL_TIMEOUT_MS,
): MailTransport {
  const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const options = { ...parseConnectionUrl(url), ...limits, dnsTimeout: timeoutMs };
  let connection: SMTPConnection | undefined;
  let signedIn = false;

  const drop = () => {
    connection?.close();
    connection = undefined;
    signedIn = false;
  };

  async function deliver(mail: Mail): Promise<void> {
    const message = new MailComposer({
      ...mail,
      from: { name: sender.name, address: sender.from },
      headers: { "Auto-Submitted": "auto-generated" },
    }).compile();
    const raw = await message.build();
    if (!connection || connection.destroyed || !signedIn) {
      drop();
      connection = new SMTPConnection(options);
      await openSession(connection, options.auth);
      signedIn = true;
    }
    const envelope = { from: sender.from, to: mail.to.address, size: raw.length };
    const session = connection;
    await settled(session, (done) => session.send(envelope, raw, done));
  }

  return {
    from: sender.from,
    async send(mail) {
      try {
        await within(timeoutMs, deliver(mail));
      } catch (error) {
        const { message, responseCode } = error as SMTPConnection.SMTPError;
        const failure = mailFailure({ responseCode }, signedIn);
        drop();
        throw new MailError(failure, responseCode === undefined || failure === "server", message);
      }
    },
    close() {
      connection?.quit();
      connection = undefined;
      signedIn = false;
    },
  };
}

async function openSession(connection: SMTPConnection, auth: SMTPConnection.Options["auth"]): Promise<void> {
  // The connection outlives the calls on it; without a listener a late error would end the process.
  connection.on("error", () => {});
  await settled(connection, (done) => connection.connect(done));
  const named = auth && "user" in auth && "pass" in auth ? { user: auth.user, pass: auth.pass } : undefined;
  if (named?.user && named.pass) {
    const { user, pass } = named;
    await settled(connection, (done) => connection.login({ user, pass }, done));
  }
}

/** Settles with the callback, or rejects when the connection ends before it: then the callback may never come. */
function settled(
  connection: SMTPConnection,
  start: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = () => finish(new Error("The server closed the connection."));
    const finish = (error?: Error | null) => {
      connection.off("error", finish);
      connection.off("end", ended);
      if (error) reject(error);
      else resolve();
    };
    connection.on("error", finish);
    connection.on("end", ended);
    start(finish);
  });
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${timeoutMs / 1000} s.`)), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
    // After a timeout the send fails later, of the closed connection; nobody waits for that any more.
    work.catch(() => {});
  }
}
