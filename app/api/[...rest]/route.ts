import { problem } from "@/lib/route";

const nothing = (): Response => problem("NOT_FOUND");

/** What is not there is said in the language of the interface, not as a page. */
export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
