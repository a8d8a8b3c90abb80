import { t as addStatusCommand } from "./pipeline-CJbzdjho.js";
export { addStatusCommand };
