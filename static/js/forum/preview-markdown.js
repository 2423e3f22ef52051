// [data-preview="/where/"] shows what the form's message will look like: all the time, or when [data-preview-toggle]
// asks.
import { token } from "../forms/csrf-token.js";
import { whenHere } from "../page/on-arrival.js";

const PAUSE = 400;

whenHere("[data-preview]", (pane) => {
  const form = pane.closest("form");
  const field = form.querySelector("textarea[name=body]");
  const toggle = form.querySelector("[data-preview-toggle]");
  const section = pane.closest("[data-preview-of]");
  let timer;
  let asked = 0;

  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (!toggle || !pane.hidden) timer = setTimeout(draw, PAUSE);
  });
  form.addEventListener("kept:done", () => show(false));
  if (toggle) {
    toggle.hidden = false;
    toggle.addEventListener("click", () => show(pane.hidden));
  } else if (field.value.trim()) {
    draw();
  }

  function show(open) {
    if (!toggle) return;
    pane.hidden = !open;
    field.hidden = open;
    toggle.setAttribute("aria-pressed", String(open));
    if (open) draw();
  }

  async function draw() {
    const number = ++asked;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token());
    body.set("body", field.value);
    const answer = await fetch(pane.dataset.preview, { method: "POST", body });
    if (answer.status === 429) {
      clearTimeout(timer);
      timer = setTimeout(draw, 1000 * (Number(answer.headers.get("Retry-After")) || 5));
    }
    if (!answer.ok || number !== asked) return;
    pane.innerHTML = await answer.text();
    if (section) section.hidden = !pane.innerHTML;
  }
});
