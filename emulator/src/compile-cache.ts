import nodeModule from "node:module";

// Must be imported before everything else: the second start compiles nothing. Not there before Node 22.8.
if ("enableCompileCache" in nodeModule) {
  nodeModule.enableCompileCache();
}
