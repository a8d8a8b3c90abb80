import { s as createFileSystem } from "./pipeline-9pxyrtY4.js";
export { createFileSystem };
