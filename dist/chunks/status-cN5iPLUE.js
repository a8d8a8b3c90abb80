import { t as addStatusCommand } from "./pipeline-DdGrLffK.js";
export { addStatusCommand };
