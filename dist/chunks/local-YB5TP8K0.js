import { s as createFileSystem } from "./pipeline-DdGrLffK.js";
export { createFileSystem };
