import { c as openDataStore } from "./pipeline-DJgoMtB1.js";
export { openDataStore };
