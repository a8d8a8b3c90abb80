import { c as openDataStore } from "./pipeline-9pxyrtY4.js";
export { openDataStore };
