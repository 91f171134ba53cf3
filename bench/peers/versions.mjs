import { existsSync, readFileSync } from "node:fs";

// Not by require: packages may hide their package.json. One that is installed below its user is that one's own version.
export function versionOf(name, user) {
  const own = new URL(`./node_modules/${user}/node_modules/${name}/package.json`, import.meta.url);
  const shared = new URL(`./node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(user && existsSync(own) ? own : shared)).version;
}
