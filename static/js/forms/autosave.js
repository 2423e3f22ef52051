// <form data-autosave="url"> posts itself there a moment after each change, so that the server has what was typed.
// [data-saved] says so; [data-unsaved] says when the line is broken, [data-overtaken] when another window was first.
// data-refreshes="id" names a piece that shows what follows from it. The form's own buttons work as ever.
import { whenHere } from "../page/on-arrival.js";
import { refresh } from "../live/apply-pieces.js";
import { refuse } from "./field-errors.js";

const PAUSE = 900;
const PATIENCE = 15000;

whenHere("form[data-autosave]", (form) => {
  let timer;
  let waiting = false;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => inTurn(form), PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!saving.has(form)) return;
    // What is sent by hand, too, needs the revision that the save under way makes.
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    const button = event.submitter;
    button?.setAttribute("aria-busy", "true");
    await saving.get(form);
    waiting = false;
    button?.removeAttribute("aria-busy");
    form.requestSubmit(button);
  });
});

const saving = new WeakMap();

// One at a time: the next save needs the revision that this one makes.
function inTurn(form) {
  const turn = (saving.get(form) ?? Promise.resolve()).then(() => save(form)).then(() => {
    if (saving.get(form) === turn) saving.delete(form);
  });
  saving.set(form, turn);
}

async function save(form) {
  const word = form.querySelector("[data-saved]");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 409) {
      if (word) word.textContent = word.dataset.overtaken || word.dataset.unsaved || "";
      return;
    }
    if (answer.status === 429) setTimeout(() => inTurn(form), 1000 * (Number(answer.headers.get("Retry-After")) || 5));
    if (!answer.ok) throw new Error(answer.statusText);
    await take(form, answer);
    if (word) word.textContent = word.dataset.saved;
    form.dispatchEvent(new CustomEvent("kept:done"));
  } catch {
    if (word) word.textContent = word.dataset.unsaved || "";
  }
}

async function take(form, answer) {
  if (answer.headers.get("Content-Type")?.includes("json")) {
    const told = await answer.json();
    if (told.revision !== undefined && form.elements.revision) form.elements.revision.value = told.revision;
    if (told.wrong) refuse(form, told.wrong);
  }
  if (form.dataset.refreshes) refresh(form.dataset.refreshes);
}
