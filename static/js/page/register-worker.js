// Keeps a page of ours in the browser for when no line leads to the server: templates/worker.js.
if (navigator.serviceWorker && isSecureContext) {
  window.addEventListener("load", () => {
    navigator.serviceWorker.register(`/worker.js?lang=${document.documentElement.lang}`).catch(() => {});
  });
}
