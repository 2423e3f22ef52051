// <button data-confirm="Withdraw your application?" data-confirm-more="What will happen" data-confirm-label="Withdraw">
import { again } from "./again.js";

const dialog = document.getElementById("confirm");
let asked = null;

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-confirm]");
  if (!button || !dialog || button.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(button);
}, true);

function ask(button) {
  dialog.querySelector("h2").textContent = button.dataset.confirm;
  dialog.querySelector("[data-confirm-more]").textContent = button.dataset.confirmMore || "";
  const go = dialog.querySelector("[data-confirm-go]");
  go.dataset.usual ??= go.textContent;
  go.textContent = button.dataset.confirmLabel || go.dataset.usual;
  dialog.returnValue = "";
  asked = button;
  dialog.showModal();
}

dialog?.addEventListener("close", () => {
  if (dialog.open) return; // the word of an earlier closing comes when the next question is asked already
  const button = asked;
  asked = null;
  if (!button || dialog.returnValue !== "yes") return;
  // Without an address of its own a button is told from its like by its form alone, which is gone too.
  const here = button.isConnected || button.hasAttribute("formaction") ? again(button) : null;
  if (!here) return;
  here.dataset.confirmed = "yes";
  here.click();
  delete here.dataset.confirmed;
});
