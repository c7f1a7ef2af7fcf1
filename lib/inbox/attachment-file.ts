import type { Attachment } from "./attachments";

/** A file that came with a post, as an answer: it is always saved, never shown, because whoever sent it is a stranger. */
export const attachmentFile = ({ name, bytes }: Attachment): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "application/octet-stream",
      "x-content-type-options": "nosniff",
      "content-length": String(bytes.length),
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      "cache-control": "no-store",
    },
  });
