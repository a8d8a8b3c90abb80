import { u as openConfigFiles } from "./pipeline-DdGrLffK.js";
export { openConfigFiles };
