/** Remembers the rail's width in the browser: "56" is collapsed. Apart from the shell, so that the server reads it too. */
export const RAIL_COOKIE = "rail";
