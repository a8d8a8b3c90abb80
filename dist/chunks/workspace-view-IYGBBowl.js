import { a as createWorkspaceView } from "./pipeline-DdGrLffK.js";
export { createWorkspaceView };
