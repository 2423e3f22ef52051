// <div data-choices> holds buttons of which one is chosen (aria-pressed): the server is told without leaving the page,
// and
// what it answers is said aloud. Where that fails the button does what it does without this script.
import { aloud } from "../page/speak.js";

const PATIENCE = 15_000;
let turn = Promise.resolve();

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choices] button[aria-pressed]");
  if (!button || event.defaultPrevented) return;
  event.preventDefault();
  // In the order in which they were pressed: the last one stands, here and there.
  turn = turn.then(() => choose(button));
});

async function choose(button) {
  try {
    const answer = await send(button);
    show(button);
    aloud(answer.said);
  } catch {
    button.form.requestSubmit(button);
  }
}

async function send(button) {
  const answer = await fetch(button.formAction, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new FormData(button.form, button),
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

function show(chosen) {
  for (const button of chosen.closest("[data-choices]").querySelectorAll("button[aria-pressed]")) {
    button.setAttribute("aria-pressed", String(button === chosen));
    button.classList.toggle("go", button === chosen);
  }
}
