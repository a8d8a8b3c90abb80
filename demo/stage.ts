import { join } from "node:path";
import { rmSync } from "node:fs";
import { startActions } from "../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub } from "../sandbox/github/start-sandbox-github.ts";
import { startBot } from "./bot-process.ts";
import { endLeftProcesses, remembered } from "./state-directory.ts";
import { timeline } from "./timeline.ts";
import { fillToolCache } from "./tool-cache.ts";
import { createWorld, type World } from "./world.ts";
