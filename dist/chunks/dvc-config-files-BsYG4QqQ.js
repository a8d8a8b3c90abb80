import { t as openConfigFiles } from "./dvc-config-files-DoPHPi9p.js";
export { openConfigFiles };
