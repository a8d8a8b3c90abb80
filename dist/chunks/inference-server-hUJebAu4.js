import { t as startInferenceServer } from "./inference-server-BkRtlI8c.js";
export { startInferenceServer };
