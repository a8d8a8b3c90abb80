import { t as startInferenceServer } from "./inference-server-BSS7FmCW.js";
export { startInferenceServer };
