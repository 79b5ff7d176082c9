import { enableCompileCache } from "node:module";

// Must be imported before everything else: the second start compiles nothing.
enableCompileCache();
