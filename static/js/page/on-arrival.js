// What came with the page itself, already in the reader's zone and language.
export const born = new WeakSet(document.querySelectorAll("time[data-moment]"));

// Call `work(element)` for every element that matches, now and whenever a piece arrives.
export function whenHere(selector, work) {
  const seen = new WeakSet();
  const look = (root) => {
    if (root.matches?.(selector)) once(root);
    root.querySelectorAll?.(selector).forEach(once);
  };
  const once = (element) => {
    if (seen.has(element)) return;
    seen.add(element);
    work(element);
  };
  look(document);
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(look)))
    .observe(document.documentElement, { childList: true, subtree: true });
}
