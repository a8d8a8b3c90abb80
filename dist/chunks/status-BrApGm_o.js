import { t as addStatusCommand } from "./pipeline-C0vlmzvk.js";
export { addStatusCommand };
