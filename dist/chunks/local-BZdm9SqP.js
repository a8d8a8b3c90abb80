import { s as createFileSystem } from "./pipeline-DJgoMtB1.js";
export { createFileSystem };
