import type { NextRequest } from "next/server";
import { serveMcp } from "@/lib/mcp/serve-mcp";

const serve = (request: NextRequest): Promise<Response> => serveMcp(request);

export { serve as DELETE, serve as GET, serve as POST };
