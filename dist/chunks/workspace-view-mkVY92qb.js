import { a as createWorkspaceView } from "./pipeline-9pxyrtY4.js";
export { createWorkspaceView };
