// In a feed Page Down and Page Up go from message to message, as the pattern of feeds has it.
const STEPS = { PageDown: 1, PageUp: -1 };

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const types = event.target.matches("textarea, input, select");
  const here = step && !types && event.target.closest("[role=feed] > article");
  if (!here) return;
  const all = [...here.parentElement.querySelectorAll(":scope > article")];
  const next = all[all.indexOf(here) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
