/** The organisation's time zone: every day and hour on a screen is one of it. */
export function organisationTimeZone(): string {
  return "Asia/Shanghai";
}
