#!/usr/bin/env node
// @ts-check
// npm start: installs, starts the database, builds, serves the site and its jobs. Node builtins only, until installed.
import { runCommand } from "./lib/lifecycle.mjs";
import { serve } from "./lib/serve.mjs";

await runCommand((life) => serve(life), { codeWhenAsked: 0 });
