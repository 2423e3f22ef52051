// <form data-autosave="url"> posts itself there a moment after each change, so that the server has what was typed.
// [data-saved] says so; [data-unsaved] says when the line is broken, [data-overtaken] when another window was first.
// data-refreshes="id" names a piece that shows what follows from it. The form's own buttons work as ever.
import { whenHere } from "./arrive.js";
import { refresh } from "./pieces.js";

const PAUSE = 900;

whenHere("form[data-autosave]", (form) => {
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => inTurn(form), PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
});

const saving = new WeakMap();

// One at a time: the next save needs the revision that this one makes.
function inTurn(form) {
  saving.set(form, (saving.get(form) ?? Promise.resolve()).then(() => save(form)));
}

async function save(form) {
  const word = form.querySelector("[data-saved]");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (answer.status === 409) return void (word && (word.textContent = word.dataset.overtaken || word.dataset.unsaved || ""));
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
  }
  if (form.dataset.refreshes) refresh(form.dataset.refreshes);
}
