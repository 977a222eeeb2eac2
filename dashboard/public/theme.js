// Runs before the first paint, so that the page never flashes in the other theme.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('cts.theme');
  } catch {
    // Storage is switched off: the system's theme it is.
  }
  var light = matchMedia('(prefers-color-scheme: light)').matches;
  document.documentElement.dataset.theme = chosen === 'light' || chosen === 'dark' ? chosen : light ? 'light' : 'dark';
})();
