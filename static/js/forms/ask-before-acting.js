// <button data-ask> does what weighs: the server is told, says what would happen, and does it once the answer is yes.
// What it refuses is sent the plain way, and its page says why. Without this script its page asks:
// ground/web/asking.py.
import { canAsk, still, sure } from "./confirm.js";
import { stay } from "../page/return-to-place.js";

const PATIENCE = 15_000;
let going = null;

document.addEventListener("submit", async (event) => {
  const { target: form, submitter: button } = event;
  if (!button?.hasAttribute("data-ask") || !canAsk || going === button) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const question = await questionOf(form, button);
  button.removeAttribute("aria-busy");
  if (!question) return send(button);
  const tone = button.matches(".go") ? "go" : "stop";
  const here = (await sure({ words: question.asks, ...question, tone })) && still(button);
  if (here) send(here, true);
}, true);

async function questionOf(form, button) {
  const address = button.hasAttribute("formaction") ? button.formAction : form.getAttribute("action") || location.href;
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new FormData(form, button),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const said = answer.ok ? await answer.json() : {};
    return said.asks ? said : null;
  } catch {
    return null;
  }
}

function send(button, confirmed = false) {
  const form = button.form;
  if (!form) return;
  const word = Object.assign(document.createElement("input"), { type: "hidden", name: "confirmed", value: "1" });
  if (confirmed) form.append(word);
  stay(button);
  going = button;
  form.requestSubmit(button);
  going = null;
  word.remove();
}
