// <button data-confirm="Withdraw your application?" data-confirm-more="What will happen" data-confirm-label="Withdraw">
const dialog = document.getElementById("confirm");

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
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return;
    button.dataset.confirmed = "yes";
    button.click();
    delete button.dataset.confirmed;
  }, { once: true });
  dialog.showModal();
}
