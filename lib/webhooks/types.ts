import type { DeliveryState, EndpointState, PauseReason } from "@/db/schema/webhooks";

/** An endpoint as the settings show it; its secret is never read again. */
export type EndpointRow = {
  id: string;
  url: string;
  description: string;
  kinds: string[];
  state: EndpointState;
  pausedBecause: PauseReason | null;
  failures: number;
  failingSince: Date | null;
  restUntil: Date | null;
  oldSecretUntil: Date | null;
  createdAt: Date;
  due: number;
  failed: number;
  delivered: number;
  lastAt: Date | null;
};

export type DeliveryRow = {
  id: string;
  messageId: string;
  kind: string;
  subject: string;
  /** The name of the customer that it is of; null for what is of none. */
  name: string | null;
  state: DeliveryState;
  attempts: number;
  at: Date;
  endedAt: Date | null;
  lastStatus: number | null;
  lastError: string | null;
  lastAt: Date | null;
};

export type DeliveryPage = { rows: DeliveryRow[]; nextCursor: number | null };

export type AttemptRow = {
  id: string;
  at: Date;
  status: number | null;
  durationMs: number;
  answer: string;
  error: string | null;
};

/** A delivery with what was sent and what came back. */
export type DeliveryDetail = {
  id: string;
  messageId: string;
  kind: string;
  body: string;
  attempts: AttemptRow[];
};
