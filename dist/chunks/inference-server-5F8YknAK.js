import { t as startInferenceServer } from "./inference-server-DjWBpjwv.js";
export { startInferenceServer };
