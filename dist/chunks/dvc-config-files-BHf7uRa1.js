import { u as openConfigFiles } from "./pipeline-ex9HlBJS.js";
export { openConfigFiles };
