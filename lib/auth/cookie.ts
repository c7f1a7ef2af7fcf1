/** Whether this site is served over https: then cookies are Secure and bound to the host. */
export const isSecureSite = (appUrl: string | undefined): boolean => appUrl?.startsWith("https:") ?? false;

/** The cookie that names the session. */
export const sessionCookie = (secure: boolean): string => (secure ? "__Host-gonghai" : "gonghai");
