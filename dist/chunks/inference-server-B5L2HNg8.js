import { t as startInferenceServer } from "./inference-server-CjV2GO2Y.js";
export { startInferenceServer };
