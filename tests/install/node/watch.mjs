// Remembers every file of WebAssembly that is read from here on.
import { syncBuiltinESMExports } from "node:module";
import callbacks from "node:fs";
import promises from "node:fs/promises";

const read = [];

const watch = (functions, name) => {
  const real = functions[name];
  functions[name] = (path, ...rest) => {
    if (String(path).endsWith(".wasm")) read.push(String(path));
    return real(path, ...rest);
  };
};

for (const name of ["readFile", "open"]) watch(promises, name);
for (const name of ["readFile", "readFileSync", "open", "openSync", "createReadStream"]) watch(callbacks, name);
syncBuiltinESMExports();

export const modulesRead = () => read;
