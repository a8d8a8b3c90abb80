import { t as createCommandLog } from "./command-log-CoWntGrM.js";
export { createCommandLog };
