import net from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { MailServer } from "@/jobs/testing/mail-server";
import { type Mail, MailError, type MailTransport, smtpTransport, transportFromEnv } from "./smtp";

const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function serve(login?: { user: string; pass: string }): Promise<{ server: MailServer; url: string }> {
  const server = new MailServer(login);
  open.push(server);
  return { server, url: await server.listen() };
}

function transportTo(url: string, timeoutMs = 2_000): MailTransport {
  const transport = smtpTransport(url, { from: "crm@example.com", name: "公海" }, timeoutMs);
  open.unshift(transport);
  return transport;
}

const mail = (n = 1): Mail => ({
  messageId: `<${n}@example.com>`,
  to: { name: "李娜", address: "rep1@example.com" },
  subject: "深圳市启明贸易有限公司 已退回公海",
  text: "正文",
  html: "<p>正文</p>",
});

const failureOf = (sent: Promise<void>): Promise<MailError> =>
  sent.then(
    () => Promise.reject(new Error("it was sent")),
    (error: unknown) => (error instanceof MailError ? error : Promise.reject(error)),
  );

describe("the SMTP transport", () => {
  it("sends over one session, with the id it was told", async () => {
    const { server, url } = await serve();
    const transport = transportTo(url);
    for (let n = 0; n < 3; n++) await transport.send(mail(n));
    expect(server.connections).toBe(1);
    expect(server.received.map((one) => one.messageId)).toEqual([
      "<0@example.com>",
      "<1@example.com>",
      "<2@example.com>",
    ]);
    expect(server.received[0]).toMatchObject({ to: "rep1@example.com", subject: mail().subject });
    expect(server.received[0]?.raw).toMatch(/multipart\/alternative[\s\S]*text\/plain[\s\S]*text\/html/);
    expect(server.received[0]?.raw).toContain("Auto-Submitted: auto-generated");
  });

  it("signs in, and blames the server when it can't", async () => {
    const { server, url } = await serve({ user: "crm", pass: "secret" });
    await transportTo(url).send(mail());
    expect(server.received).toHaveLength(1);
    const wrong = await failureOf(transportTo(url.replace("secret", "guess")).send(mail()));
    expect(wrong).toMatchObject({ failure: "server", connectionLost: true });
  });

  it("tells a message put off from one refused, and goes on with the next", async () => {
    const { server, url } = await serve();
    const transport = transportTo(url);
    server.manners = "put off";
    expect(await failureOf(transport.send(mail()))).toMatchObject({
      failure: "transient",
      connectionLost: false,
    });
    server.manners = "refuse";
    expect(await failureOf(transport.send(mail()))).toMatchObject({
      failure: "permanent",
      connectionLost: false,
    });
    server.manners = "accept";
    await transport.send(mail());
    expect(server.received).toHaveLength(1);
  });

  it("does not wait for a server that hangs", async () => {
    const { server, url } = await serve();
    server.manners = "hang";
    // It hangs for ever: that there is an answer at all is the proof.
    expect(await failureOf(transportTo(url, 500).send(mail()))).toMatchObject({
      failure: "transient",
      connectionLost: true,
    });
  });

  it("does not wait for one that drips a byte at a time either", async () => {
    const dripping = net.createServer((socket) => {
      const timer = setInterval(() => socket.write("2"), 100);
      socket.on("error", () => {});
      socket.on("close", () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => dripping.listen(0, "127.0.0.1", resolve));
    open.push({ close: () => dripping.close() });
    const { port } = dripping.address() as net.AddressInfo;
    // It drips for ever, and each byte ends another silence: only a limit of the whole ends this.
    const error = await failureOf(transportTo(`smtp://127.0.0.1:${port}`, 700).send(mail()));
    expect(error).toMatchObject({ failure: "server", connectionLost: true });
  });

  it("notices at once that nobody listens, or that the line is cut", async () => {
    expect(await failureOf(transportTo("smtp://127.0.0.1:9").send(mail()))).toMatchObject({
      failure: "server",
    });
    const { server, url } = await serve();
    server.manners = "take and die";
    // Whoever waited for the limit of time would not be done within that of the test.
    const patient = transportTo(url, 600_000);
    expect(await failureOf(patient.send(mail()))).toMatchObject({ connectionLost: true });
  });

  it("reads its settings from the environment", () => {
    expect(transportFromEnv({})).toBeNull();
    expect(transportFromEnv({ SMTP_URL: "" })).toBeNull();
    expect(transportFromEnv({ SMTP_URL: "smtp://mail.example.com" })?.from).toBe("gonghai@mail.example.com");
    const named = { SMTP_URL: "smtps://mail.example.com", MAIL_FROM: "公海 CRM <crm@example.com>" };
    expect(transportFromEnv(named)?.from).toBe("crm@example.com");
    expect(transportFromEnv({ ...named, MAIL_FROM: "crm@example.com" })?.from).toBe("crm@example.com");
  });
});
