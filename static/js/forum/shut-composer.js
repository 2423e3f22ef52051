// A composer that is shut while somebody writes in it, and opened again. Its form waits aside with all that stands in
// it, to
// come back as it was; meanwhile the words are there to be copied. Both are said aloud. The piece: data-gives-way.
import { aloud } from "../page/speak.js";
import { whenHere } from "../page/on-arrival.js";

const aside = new Map(); // the piece's id → its form, as it was left

document.addEventListener("piece:replaced", ({ target: piece, detail: old }) => {
  if (!piece.matches("[data-gives-way]")) return;
  const [form, shut] = [piece.querySelector("form"), piece.querySelector("[data-shut]")];
  const [was, wasShut] = [old.querySelector("form"), old.querySelector("[data-shut]")];
  if (shut && was) close(piece.id, shut, was);
  else if (shut && wasShut) show(shut, wordsIn(wasShut).value);
  else if (form && wasShut) open(piece.id, form, wordsIn(wasShut).value);
});

function close(id, shut, form) {
  const typed = form.querySelector("textarea").value;
  aside.set(id, form);
  show(shut, typed);
  aloud(typed.trim() ? shut.dataset.saidKept : shut.dataset.said);
}

function show(shut, typed) {
  if (!typed.trim()) return;
  const words = wordsIn(shut);
  words.defaultValue = typed;
  shut.querySelector("[data-words]").hidden = false;
  // As near as the composer was, and with the focus that it had.
  shut.classList.replace("in", "composer");
  shut.removeAttribute("tabindex");
  words.dataset.takesFocus = "";
}

function open(id, form, kept) {
  const before = aside.get(id);
  const field = form.querySelector("textarea");
  aside.delete(id);
  if (before) form.replaceWith(before);
  else if (!field.value) field.value = kept;
  aloud(form.dataset.said);
}

function wordsIn(shut) {
  return shut.querySelector("[data-words] textarea");
}

whenHere("button[data-copy]", (button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(wordsIn(button.closest("[data-shut]")).value);
    aloud(button.dataset.copy);
  });
});
