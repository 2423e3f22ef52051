// <textarea data-count="400"> says how many characters are left, once it matters.
import { whenHere } from "../page/on-arrival.js";

const QUIET = 0.5;

whenHere("[data-count]", (field) => {
  const limit = Number(field.dataset.count);
  const word = document.createElement("output");
  word.className = "count";
  word.htmlFor = field.id;
  field.after(word);
  const tell = () => {
    // Django counts a line's end as two characters, as the browser sends it.
    const used = field.value.replace(/\r?\n/g, "\r\n").length;
    word.textContent = used > limit * QUIET ? `${used.toLocaleString()} / ${limit.toLocaleString()}` : "";
    word.classList.toggle("over", used > limit);
  };
  field.addEventListener("input", tell);
  tell();
});
