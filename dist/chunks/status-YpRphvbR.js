import { i as status } from "./pipeline-DJgoMtB1.js";
export { status };
