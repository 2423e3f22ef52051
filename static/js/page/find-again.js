// A piece may be replaced while somebody uses what stands in it. Again finds the same thing in the new piece, or null.
const TELLING = ["formaction", "name", "value", "href", "data-pop"];

export function again(element) {
  return element.isConnected ? element : document.querySelector(how(element));
}

export function how(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const told = TELLING.filter((name) => element.hasAttribute(name));
  return element.localName + told.map((name) => `[${name}="${CSS.escape(element.getAttribute(name))}"]`).join("");
}
