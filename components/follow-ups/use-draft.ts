"use client";

import { useEffect, useState } from "react";
import { z } from "zod";
import { CHANNELS, OUTCOMES, STAGES } from "@/db/enums";

const Draft = z.object({
  channel: z.enum(CHANNELS),
  outcome: z.enum(OUTCOMES).nullable(),
  note: z.string(),
  evidence: z.string().default(""),
  contactId: z.string().nullable(),
  stage: z.enum(STAGES).nullable(),
  nextStep: z.string(),
  /** An ISO instant. */
  nextStepAt: z.string().nullable(),
  /** The organisation's own fields that the new stage needs. */
  custom: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
});
/** A follow-up that is being written. */
export type Draft = z.infer<typeof Draft>;

export const BLANK: Draft = {
  channel: "call",
  outcome: null,
  note: "",
  evidence: "",
  contactId: null,
  stage: null,
  nextStep: "",
  nextStepAt: null,
  custom: {},
};

const PREFIX = "gonghai.follow-up.";
const WRITE_AFTER_MS = 250;

export const draftKey = (writerId: string, customerId: string): string =>
  `${PREFIX}${writerId}.${customerId}`;

/** What this browser keeps of an unsaved follow-up, or null. */
export function readDraft(key: string): Draft | null {
  try {
    const stored = localStorage.getItem(key);
    return stored ? (Draft.safeParse(JSON.parse(stored)).data ?? null) : null;
  } catch {
    return null;
  }
}

function writeDraft(key: string, draft: Draft | null): boolean {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
    return draft !== null;
  } catch {
    return false;
  }
}

const isBlank = (draft: Draft) =>
  draft.outcome === null && draft.note.trim() === "" && draft.nextStep === "" && draft.nextStepAt === null;

/** The draft of one customer's next follow-up; it survives a reload until it is saved. */
export function useDraft(key: string) {
  const [draft, setDraft] = useState<Draft>(BLANK);
  const [kept, setKept] = useState(false);
  useEffect(() => {
    const stored = readDraft(key);
    setDraft(stored ?? BLANK);
    setKept(stored !== null);
  }, [key]);
  useEffect(() => {
    if (isBlank(draft)) return;
    const timer = setTimeout(() => setKept(writeDraft(key, draft)), WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key, draft]);
  const clear = () => {
    writeDraft(key, null);
    setDraft(BLANK);
    setKept(false);
  };
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  return { draft, change, clear, kept };
}
