// Runs before the page's own scripts, and notes what can't be asked for afterwards.
window.probe = { shown: 0, tasks: [], interactions: {}, updates: 0 }
probe.ready = new Promise(done => { probe.isReady = done })
new PerformanceObserver(list => {
  for (const task of list.getEntries()) probe.tasks.push({ end: task.startTime + task.duration, took: task.duration })
}).observe({ type: 'longtask', buffered: true })
new PerformanceObserver(list => {
  for (const event of list.getEntries())
    if (event.interactionId) probe.interactions[event.interactionId] = Math.max(probe.interactions[event.interactionId] ?? 0, event.duration)
}).observe({ type: 'event', durationThreshold: 16, buffered: true })
// What the worker tells the page, one message a frame at most.
const Original = window.SharedWorker
if (Original)
  window.SharedWorker = class extends Original {
    constructor(...given) {
      super(...given)
      this.port.addEventListener('message', () => { probe.updates++ })
    }
  }
const look = () => {
  // The page's figures stand there and its connection is live: what it shows can be used.
  if (document.querySelector("[data-testid='connection']")?.textContent.includes('Live') && document.querySelector('[data-figure]')) {
    probe.shown = performance.now()
    probe.isReady(true)
  } else requestAnimationFrame(look)
}
requestAnimationFrame(look)
probe.watchFrames = ms => new Promise(done => {
  const frames = []
  const begun = performance.now()
  const frame = now => {
    frames.push(now)
    if (now - begun < ms) requestAnimationFrame(frame)
    else done(frames)
  }
  requestAnimationFrame(frame)
})
