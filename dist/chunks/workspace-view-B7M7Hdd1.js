import { a as createWorkspaceView } from "./pipeline-DJgoMtB1.js";
export { createWorkspaceView };
