// <form data-autosave="url"> posts itself there a moment after each change, so that the server has what was typed.
// [data-saved] says so; [data-unsaved] says when the line is broken, [data-overtaken] when another window was first.
// data-refreshes="id" names a piece that shows what follows from it. The form's own buttons work as ever. What could
// not be saved is tried again by itself, later each time, and at once when the line is back.
import { whenHere } from "../page/on-arrival.js";
import { refresh } from "../live/apply-pieces.js";
import { refuse } from "./field-errors.js";

const PAUSE = 900;
const PATIENCE = 15000;
const AGAIN = 3000, LATEST = 60000; // milliseconds until the first try again, and at most

whenHere("form[data-autosave]", (form) => {
  let timer;
  let waiting = false;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => inTurn(form), PAUSE);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    clearTimeout(failed.get(form)?.timer);
    failed.delete(form);
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
const failed = new Map(); // the forms that wait to be tried again: after how long, and by which timer

addEventListener("online", () => [...failed.keys()].forEach(inTurn));

// One at a time: the next save needs the revision that this one makes.
function inTurn(form) {
  clearTimeout(failed.get(form)?.timer);
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
      failed.delete(form);
      if (word) word.textContent = word.dataset.overtaken || word.dataset.unsaved || "";
      return;
    }
    if (!answer.ok) throw new Error(answer.statusText, { cause: answer });
    await take(form, answer);
    failed.delete(form);
    if (word) word.textContent = word.dataset.saved;
    form.dispatchEvent(new CustomEvent("kept:done"));
  } catch (error) {
    if (word) word.textContent = word.dataset.unsaved || "";
    again(form, error.cause);
  }
}

// A broken line, a busy server and a limit pass; what the server refuses for good, waiting does not mend.
function again(form, answer) {
  if (answer && answer.status < 500 && answer.status !== 429) return void failed.delete(form);
  const pause = Math.min(LATEST, 2 * (failed.get(form)?.pause ?? AGAIN / 2));
  const asked = 1000 * Number(answer?.headers.get("Retry-After"));
  failed.set(form, { pause, timer: setTimeout(() => inTurn(form), asked || pause) });
}

async function take(form, answer) {
  if (answer.headers.get("Content-Type")?.includes("json")) {
    const told = await answer.json();
    if (told.revision !== undefined && form.elements.revision) form.elements.revision.value = told.revision;
    if (told.wrong) refuse(form, told.wrong);
  }
  if (form.dataset.refreshes) refresh(form.dataset.refreshes);
}
