import { a as TomlError, i as TomlDate, n as stringify, r as parse, t as dist_default } from "./dist-XajIpX5C.js";
export { TomlDate, TomlError, dist_default as default, parse, stringify };
