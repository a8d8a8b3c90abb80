import { c as openDataStore } from "./pipeline-CJbzdjho.js";
export { openDataStore };
