import { apiDocument } from "@/lib/api/document";

/** The document of the API; it holds no data, so that anybody may read it. */
export const GET = (): Response => Response.json(apiDocument());
