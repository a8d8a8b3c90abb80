import { t as startInferenceServer } from "./inference-server-iQd6kLrO.js";
export { startInferenceServer };
