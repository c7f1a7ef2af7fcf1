#!/usr/bin/env node
// @ts-check
// npm run dev: what `npm start` does, on the development server.
import { runCommand } from "./lib/lifecycle.mjs";
import { serve } from "./lib/serve.mjs";

await runCommand((life) => serve(life, { development: true }), { codeWhenAsked: 0 });
