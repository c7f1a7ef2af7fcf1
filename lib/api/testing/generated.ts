import openapiTS, { astToString } from "openapi-typescript";
import { apiDocument } from "@/lib/api/document";

/** The files that are made from the endpoints, by their path in the repository. */
export async function generated(): Promise<Record<string, string>> {
  const document = apiDocument();
  // What it is given it changes.
  const copy = JSON.parse(JSON.stringify(document)) as Parameters<typeof openapiTS>[0];
  return {
    "docs/openapi.json": `${JSON.stringify(document, null, 2)}\n`,
    "lib/api/testing/openapi-types.ts": `// Made by \`npm run api:generate\`.\n${astToString(await openapiTS(copy))}`,
  };
}
