import { t as addStatusCommand } from "./pipeline-ex9HlBJS.js";
export { addStatusCommand };
