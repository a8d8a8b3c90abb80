import { t as startInferenceServer } from "./inference-server-DQHR8eka.js";
export { startInferenceServer };
