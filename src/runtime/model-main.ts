import { serveModelCalls } from "../adapters/model-runtime/model-process.ts";
import { createModelRuntime } from "./compose.ts";

/** Entry of the process of an isolated model; it is asked over the channel of its parent. Bundled on its own. */
serveModelCalls(await createModelRuntime());
