import { t as startInferenceServer } from "./inference-server-qMaRPO5P.js";
export { startInferenceServer };
