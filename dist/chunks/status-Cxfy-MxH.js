import { i as status } from "./pipeline-9pxyrtY4.js";
export { status };
