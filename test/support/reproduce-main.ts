import { reproduce } from "../../src/app/reproduce.ts";
import { openPipeline } from "../../src/runtime/open-pipeline.ts";
import { createMemoryLog } from "./memory-log.ts";

/** A process of its own that reproduces the pipeline of its working directory, for tests that kill it. */
await reproduce({}, await openPipeline(process.cwd(), createMemoryLog()));
