import { c as openDataStore } from "./pipeline-DdGrLffK.js";
export { openDataStore };
