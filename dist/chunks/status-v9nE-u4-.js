import { i as status } from "./pipeline-DdGrLffK.js";
export { status };
