import { cleanLine } from "./clean-text";

/** Cleans header cells and makes them unique: a second `电话` becomes `电话 (2)`, a blank one `#4` after its place. */
export function uniqueHeader(cells: string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const name = cleanLine(cell) || `#${index + 1}`;
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`;
    taken.add(unique);
    return unique;
  });
}
