import { reproduce } from "../../src/app/reproduce.ts";
import { openPipeline } from "../../src/runtime/open-pipeline.ts";
import { createMemoryLog } from "./memory-log.ts";

/** A process of its own that reproduces the pipeline of its working directory, `JOBS` stages at once, for tests that kill it. */
const jobs = Number(process.env["JOBS"] ?? 1);
await reproduce({ jobs }, await openPipeline(process.cwd(), createMemoryLog()));
