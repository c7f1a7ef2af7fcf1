import type { Grade } from "@/db/enums";

/** A customer as the palette lists it: where it is, and the page that the viewer may open. */
export type Found = { id: string; name: string; grade: Grade; detail: string; href: string };
