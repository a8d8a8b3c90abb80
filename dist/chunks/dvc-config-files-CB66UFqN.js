import { u as openConfigFiles } from "./pipeline-DJgoMtB1.js";
export { openConfigFiles };
