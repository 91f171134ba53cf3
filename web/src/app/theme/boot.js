// Runs before the first paint. The choice is 'light', 'dark' or nothing, which is the system's.
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('throughline.theme')
  } catch (e) {
    // Storage is switched off: the system's theme it is.
  }
  var dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
