// How much of the window's lower edge is taken by what sticks there, as --stuck-end on the page: base.css scrolls what
// has the focus clear of it. A composer grows as one writes.
import { whenHere } from "./on-arrival.js";

const STICKS = ".composer, .tabbar";
const root = document.documentElement;
const watch = new ResizeObserver(measure);

whenHere(STICKS, (element) => watch.observe(element));
addEventListener("resize", measure);

function measure() {
  const taken = [...document.querySelectorAll(STICKS)].map(takenBy);
  if (taken.length) root.style.setProperty("--stuck-end", `${Math.ceil(Math.max(0, ...taken))}px`);
}

function takenBy(element) {
  const { position, insetBlockEnd } = getComputedStyle(element);
  return ["sticky", "fixed"].includes(position) ? element.offsetHeight + parseFloat(insetBlockEnd) : 0;
}

// Of a field for several lines a browser shows the caret and leaves the rest where it is.
addEventListener("focusin", ({ target }) => {
  if (target.matches("textarea") && !target.closest(".composer")) target.scrollIntoView({ block: "nearest" });
});
