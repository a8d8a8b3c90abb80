import { t as addStatusCommand } from "./pipeline-D4Gr9zjg.js";
export { addStatusCommand };
