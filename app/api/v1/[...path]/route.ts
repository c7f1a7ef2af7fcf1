import type { NextRequest } from "next/server";
import { serveApi } from "@/lib/api/serve";

/** Every call of the API is declared in lib/api/endpoints; the path finds it there. */
const serve = (request: NextRequest): Promise<Response> => serveApi(request);

export { serve as DELETE, serve as GET, serve as PATCH, serve as POST, serve as PUT };
