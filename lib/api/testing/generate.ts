import { writeFile } from "node:fs/promises";
import { generated } from "./generated";

for (const [path, text] of Object.entries(await generated())) {
  await writeFile(new URL(`../../../${path}`, import.meta.url), text);
  console.log(path);
}
