// A thread's row that arrives while one looks at the list has something new, unless it is one's own doing.
import { whenHere } from "../page/on-arrival.js";

let loaded = false;
whenHere("li[data-number]", (row) => {
  if (!loaded || row.dataset.by === document.documentElement.dataset.member) return;
  const word = row.querySelector("[data-unread]");
  word.textContent = word.dataset.unread;
  word.hidden = false;
  row.classList.add("unread", "new");
});
loaded = true;
