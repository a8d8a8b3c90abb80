import { c as openDataStore } from "./pipeline-ex9HlBJS.js";
export { openDataStore };
