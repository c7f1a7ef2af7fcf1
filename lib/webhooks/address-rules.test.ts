import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPublicAddress, urlProblem } from "./address-rules";
import { guardedAgent } from "./guarded-agent";
import { post } from "./post";

describe("an address of the public internet", () => {
  it.each(["8.8.8.8", "1.1.1.1", "223.5.5.5", "2606:4700:4700::1111", "2400:3200::1"])(
    "%s is one",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ...[
      "127.0.0.1",
      "127.255.255.254",
      "0.0.0.0",
      "0.1.2.3",
      "10.0.0.1",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.1.1",
    ],
    ...[
      "169.254.169.254",
      "100.64.0.1",
      "100.100.100.200",
      "168.63.129.16",
      "192.0.0.192",
      "198.18.0.1",
      "192.0.2.1",
    ],
    ...[
      "224.0.0.1",
      "239.255.255.250",
      "240.0.0.1",
      "255.255.255.255",
      "::",
      "::1",
      "::ffff:127.0.0.1",
      "::ffff:8.8.8.8",
    ],
    ...[
      "::127.0.0.1",
      "64:ff9b::7f00:1",
      "2002:7f00:1::",
      "2001::1",
      "fe80::1",
      "fec0::1",
      "fc00::1",
      "fd00:ec2::254",
    ],
    ...["ff02::1", "2001:db8::1", "100::1", "not an address", ""],
  ])("%s is none", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

/** Everything here leads, or might lead, to this machine or its neighbours. */
const HOSTILE = [
  ...[
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
  ],
  ...[
    "https://127.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://localhost/",
    "https://localhost./",
    "https://LOCALHOST/",
  ],
  ...[
    "https://a.localhost/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://x.home.arpa/",
  ],
  ...[
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::127.0.0.1]/",
  ],
  ...[
    "https://[fe80::1]/",
    "https://[fd00:ec2::254]/",
    "https://169.254.169.254/latest/",
    "https://100.100.100.200/",
  ],
  ...[
    "https://10.0.0.1:8443/",
    "https://192.168.0.1/",
    "https://172.16.9.9/",
    "https://１２７.０.０.１/",
    "https://①②⑦.⓪.⓪.①/",
  ],
  ...[
    "https://127。0。0。1/",
    "https://017700000001/",
    "https://127.0.0.1./",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
  ],
];

describe("the url of an endpoint", () => {
  it.each(HOSTILE)("%s is refused by its looks", (url) => {
    expect(urlProblem(url, false)).toBe("private");
  });

  it.each([
    ["http://example.com/", "not_https"],
    ["https://user@example.com/", "credentials"],
    ["https://example.com:secret@127.0.0.1/", "credentials"],
    ["ftp://example.com/", "not_a_url"],
    ["file:///etc/passwd", "not_a_url"],
    ["javascript:alert(1)", "not_a_url"],
    ["gopher://127.0.0.1:6379/_", "not_a_url"],
    ["https://", "not_a_url"],
    ["//example.com", "not_a_url"],
    ["", "not_a_url"],
  ])("%s is %s", (url, problem) => {
    expect(urlProblem(url, false)).toBe(problem);
  });

  it.each([
    "https://example.com/hook",
    "https://example.com:8443/a?b=c",
    "https://钉钉.example/hook",
    "https://8.8.8.8/",
  ])("%s is let through", (url) => expect(urlProblem(url, false)).toBeNull());

  it("may be one's own network in development", () => {
    expect(urlProblem("http://127.0.0.1:3000/hook", true)).toBeNull();
    expect(urlProblem("http://user@127.0.0.1/", true)).toBe("credentials");
  });
});

describe("connecting", () => {
  let reached = 0;
  const canary = createServer((_request, response) => {
    reached += 1;
    response.end("reached");
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((done) => canary.listen(0, "127.0.0.1", done));
    ({ port } = canary.address() as AddressInfo);
  });
  afterAll(() => new Promise((done) => canary.close(done)));

  const send = async (url: string, resolve?: (name: string) => Promise<string[]>, allowPrivate = false) => {
    const dispatcher = guardedAgent({ allowPrivate, timeoutMs: 3_000, ...(resolve ? { resolve } : {}) });
    const posted = await post(
      url,
      { headers: {}, body: "{}" },
      { dispatcher, now: new Date(0), deadlineMs: 3_000 },
    );
    await dispatcher.destroy();
    return posted;
  };

  it("reaches the canary when it may: the control", async () => {
    expect(await send(`http://127.0.0.1:${port}/`, undefined, true)).toMatchObject({
      status: 200,
      error: null,
    });
    expect(reached).toBe(1);
  });

  it.each(HOSTILE)("%s doesn't get through even where the url wasn't looked at", async (url) => {
    const at = new URL(url.replace("https:", "http:"));
    at.port = String(port);
    const before = reached;
    const posted = await send(at.href, async () => ["127.0.0.1"]);
    expect(posted).toMatchObject({ status: null, error: "private_address" });
    expect(reached).toBe(before);
  });

  it.each([
    ["a private address", ["10.0.0.7"]],
    ["one of several addresses that is private", ["8.8.8.8", "127.0.0.1"]],
    ["this machine, in IPv6", ["::ffff:127.0.0.1"]],
    ["nothing", []],
  ])("a name that leads to %s is refused", async (_, addresses) => {
    const before = reached;
    expect(await send(`http://rebind.example:${port}/`, async () => addresses)).toMatchObject({
      error: "private_address",
    });
    expect(reached).toBe(before);
  });

  it("asks once where a name leads, so that a second answer leads nobody astray", async () => {
    const before = reached;
    let asked = 0;
    // Public to the check; whoever asked again would be sent to the canary.
    const rebinding = async () => [asked++ === 0 ? "192.88.98.1" : "127.0.0.1"];
    const posted = await send(`http://rebind.example:${port}/`, rebinding);
    expect(posted.status).toBeNull();
    expect(asked).toBe(1);
    expect(reached).toBe(before);
  }, 15_000);
});
