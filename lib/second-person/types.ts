/**
 * Why the yes of one person isn't that of a second one beside another: he was given his access by the asker (`given`), gave
 * it to him (`gave`), or both have it from a third (`shared`); `name` is the asker, or the third; until when. Null is as long as a token lives that
 * one holds for the other.
 */
export type SameHands = { how: "given" | "gave" | "shared"; name: string; until: string | null };
