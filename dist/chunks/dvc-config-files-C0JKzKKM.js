import { u as openConfigFiles } from "./pipeline-D4Gr9zjg.js";
export { openConfigFiles };
