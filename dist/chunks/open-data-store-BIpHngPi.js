import { c as openDataStore } from "./pipeline-D4Gr9zjg.js";
export { openDataStore };
