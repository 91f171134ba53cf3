// A peer is driven line by line: a command with arguments on standard input, one line of JSON on standard output.
import { createInterface } from "node:readline";

export function say(answer) {
  process.stdout.write(JSON.stringify(answer) + "\n");
}

export async function obey(commands) {
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, ...rest] = line.trim().split(" ");
    if (name === "quit") break;
    if (!commands[name]) throw new Error(`There is no command ${name}`);
    say(await commands[name](...rest.map(Number)));
  }
}

export const seconds = (from, to) => Number(to - from) / 1e9;
export const now = () => process.hrtime.bigint();
