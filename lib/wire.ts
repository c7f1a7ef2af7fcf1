const TAG = "$date";

/** JSON in which instants stay instants: `fromWire` gives back what `toWire` was given. */
export function toWire(value: unknown): string {
  return JSON.stringify(value, function (this: unknown, key, given: unknown) {
    const own = (this as Record<string, unknown>)[key];
    return own instanceof Date ? { [TAG]: own.toISOString() } : given;
  });
}

/** Reads what `toWire` wrote. */
export function fromWire<T>(text: string): T {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== "object" || value === null || !(TAG in value)) return value;
    return new Date(String(value[TAG]));
  }) as T;
}
