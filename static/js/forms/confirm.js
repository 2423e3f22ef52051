// Asks before it is done. `sure(question)` shows the page's dialog and gives true where the answer is yes.
// <button data-confirm="Remove?" data-confirm-more="What will happen" data-confirm-label="Remove"> asks by itself.
import { again } from "../page/find-again.js";

const dialog = document.getElementById("confirm");
let settle = null;

export const canAsk = Boolean(dialog);

export function sure({ words, more = "", go = "", tone = "stop" }) {
  settle?.(false);
  dialog.querySelector("h2").textContent = words;
  dialog.querySelector("[data-confirm-more]").textContent = more;
  const button = dialog.querySelector("[data-confirm-go]");
  button.dataset.usual ??= button.textContent;
  button.textContent = go || button.dataset.usual;
  button.className = `btn ${tone}`;
  dialog.returnValue = "";
  const answer = new Promise((resolve) => (settle = resolve));
  dialog.showModal();
  return answer;
}

dialog?.addEventListener("close", () => {
  if (dialog.open) return; // the word of an earlier closing comes when the next question is asked already
  settle?.(dialog.returnValue === "yes");
  settle = null;
});

// Without an address of its own a button is told from its like by its form alone, which is gone too.
export function still(button) {
  return button.isConnected || button.hasAttribute("formaction") ? again(button) : null;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-confirm]");
  if (!button || !dialog || button.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { confirm: words, confirmMore: more, confirmLabel: go } = button.dataset;
  const here = (await sure({ words, more, go })) && still(button);
  if (!here) return;
  here.dataset.confirmed = "yes";
  here.click();
  delete here.dataset.confirmed;
}, true);
