import { t as addStatusCommand } from "./pipeline-9pxyrtY4.js";
export { addStatusCommand };
