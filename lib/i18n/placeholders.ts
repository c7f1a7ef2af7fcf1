/** The names an ICU message asks for, sorted; the words inside plural and select branches are not names. */
export function placeholders(message: string): string[] {
  const names = new Set<string>();
  readText(message, 0, names);
  return [...names].sort();
}

/** Reads text up to the brace that closes it; returns the place after that brace. */
function readText(message: string, from: number, names: Set<string>): number {
  let at = from;
  while (at < message.length && message[at] !== "}") {
    at = message[at] === "{" ? readArgument(message, at + 1, names) : at + 1;
  }
  return at + 1;
}

/** Reads `name}`, `name, number}` or `name, plural, one {…} other {…}}`, from behind the opening brace. */
function readArgument(message: string, from: number, names: Set<string>): number {
  let at = from;
  while (at < message.length && message[at] !== "," && message[at] !== "}") at += 1;
  names.add(message.slice(from, at).trim());
  while (at < message.length && message[at] !== "}") {
    at = message[at] === "{" ? readText(message, at + 1, names) : at + 1;
  }
  return at + 1;
}
