import { describe, expect, it } from "vitest";
import { jobsMode } from "./mode";

describe("who runs the jobs", () => {
  it("is the embedded worker without a Trigger.dev key", () => {
    expect(jobsMode({})).toBe("embedded");
    expect(jobsMode({ TRIGGER_SECRET_KEY: "" })).toBe("embedded");
  });

  it("is Trigger.dev with a key, in its cloud or at an address of one's own", () => {
    expect(jobsMode({ TRIGGER_SECRET_KEY: "tr_prod_x" })).toBe("trigger");
    expect(jobsMode({ TRIGGER_SECRET_KEY: "tr_prod_x", TRIGGER_API_URL: "https://jobs.example.com" })).toBe(
      "trigger",
    );
  });

  it("is nobody, said aloud, when a self-hosted Trigger.dev has no key", () => {
    expect(() => jobsMode({ TRIGGER_API_URL: "https://jobs.example.com" })).toThrow("TRIGGER_SECRET_KEY");
  });
});
