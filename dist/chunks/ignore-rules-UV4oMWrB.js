import { t as openIgnoreRules } from "./ignore-rules-C-cY-B7G.js";
export { openIgnoreRules };
