import { u as openConfigFiles } from "./pipeline-C0vlmzvk.js";
export { openConfigFiles };
