import { c as openDataStore } from "./pipeline-C0vlmzvk.js";
export { openDataStore };
