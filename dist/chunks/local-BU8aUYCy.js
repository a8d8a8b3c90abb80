import { s as createFileSystem } from "./pipeline-D4Gr9zjg.js";
export { createFileSystem };
