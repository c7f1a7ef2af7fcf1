import { parseCompanyName } from "@/lib/names/company-name";

/** How many brands are found as a file says: a name a line, then its brand behind a space, or none. */
export function shareOfBrands(file: string): { right: number; total: number; wrong: string[] } {
  const rows = file.split(/\r?\n/).filter((line) => line !== "");
  const wrong = rows.filter((line) => {
    const [name = "", brand = ""] = line.split(" ");
    return parseCompanyName(name).typedBrand !== brand;
  });
  return { right: rows.length - wrong.length, total: rows.length, wrong };
}
