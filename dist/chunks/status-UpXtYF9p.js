import { t as addStatusCommand } from "./pipeline-DJgoMtB1.js";
export { addStatusCommand };
