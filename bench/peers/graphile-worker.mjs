// graphile-worker with the settings that its own page on performance measured with: worker.graphile.org/docs/performance.
// node graphile-worker.mjs 'SOCKET FOLDER|PORT|USER|DATABASE' CONCURRENCY LOCAL_QUEUE
// Without a local queue (0) each worker fetches and completes one job at a time: what it is by default, and the quickest to pick one up.
import { makeWorkerUtils, run, Logger } from "graphile-worker";
import pg from "pg";
import { now, obey, say, seconds } from "./commands.mjs";
import { connectionFrom, settingsOf } from "./database.mjs";
import { versionOf } from "./versions.mjs";

const concurrentJobs = Number(process.argv[3]);
const pgPool = new pg.Pool({ ...connectionFrom(process.argv[2]), max: concurrentJobs + 1 });
pgPool.on("error", (e) => console.error(e));
pgPool.on("connect", (client) => client.on("error", (e) => console.error(e)));
const size = Number(process.argv[4]);
const batching = size > 0 ? { localQueue: { size }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } : {};
const worker = { concurrentJobs, maxPoolSize: concurrentJobs + 1, ...batching };
const quiet = new Logger(() => () => {});
const shared = { pgPool, logger: quiet };
const utils = await makeWorkerUtils({ ...shared, preset: { worker } });
await utils.migrate();

const left = async () => Number((await pgPool.query("SELECT count(*) FROM graphile_worker.jobs")).rows[0].count);

async function add(count) {
  for (let done = 0; done < count; done += 5000)
    await utils.addJobs(Array.from({ length: Math.min(5000, count - done) }, (_, i) => ({ identifier: "nothing", payload: { n: done + i } })));
  await pgPool.query("VACUUM ANALYZE graphile_worker._private_jobs");
  return { added: count };
}

// From the first task that begins to the commit of the last completion. Its start-up is not counted.
async function work(count) {
  let begun, done = 0, allDone;
  const all = new Promise((resolve) => (allDone = resolve));
  const taskList = {
    nothing: () => {
      begun ??= now();
      if (++done === count) allDone();
    },
  };
  const runner = await run({ ...shared, taskList, noHandleSignals: true, preset: { worker } });
  await all;
  await runner.stop();
  // The last completions may still be under way.
  let open;
  for (let tries = 0; (open = await left()) > 0 && tries < 1000; tries++) await new Promise((resolve) => setTimeout(resolve, 1));
  return { done, left: open, seconds: seconds(begun, now()) };
}

// An idle queue; the worker hears of the task by NOTIFY. From the call of addJob to the first line of the task.
async function pickup(count, pauseMilliseconds) {
  const took = [];
  const begun = now();
  let added, arrived;
  const taskList = {
    nothing: () => {
      took.push(seconds(added, now()));
      arrived();
    },
  };
  const runner = await run({ ...shared, taskList, noHandleSignals: true, preset: { worker } });
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (let i = 0; i < count; i++) {
    const here = new Promise((resolve) => (arrived = resolve));
    added = now();
    await utils.addJob("nothing", { n: i });
    await here;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
  await runner.stop();
  took.sort((a, b) => a - b);
  const at = (share) => took[Math.ceil(took.length * share) - 1] * 1000;
  return { p50: at(0.5), p99: at(0.99), seconds: seconds(begun, now()) };
}

say({ ready: true, name: "graphile-worker", version: versionOf("graphile-worker"), node: process.version, settings: worker, postgres: await settingsOf(pgPool) });
await obey({ add, work, pickup });
await utils.release();
await pgPool.end();
