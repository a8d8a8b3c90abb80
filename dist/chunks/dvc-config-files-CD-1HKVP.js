import { u as openConfigFiles } from "./pipeline-9pxyrtY4.js";
export { openConfigFiles };
