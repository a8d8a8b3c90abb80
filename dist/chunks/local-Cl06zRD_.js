import { s as createFileSystem } from "./pipeline-C0vlmzvk.js";
export { createFileSystem };
