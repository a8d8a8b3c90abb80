import { u as openConfigFiles } from "./pipeline-CJbzdjho.js";
export { openConfigFiles };
