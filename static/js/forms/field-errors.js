// What is wrong about what was typed is said at its field, at once, and taken away when it is right:
// refuse(form, {revenue_value: "Write a number."}).
export function refuse(form, wrong) {
  for (const field of form.querySelectorAll("[data-refused]")) if (!(field.name in wrong)) clear(field);
  for (const [name, words] of Object.entries(wrong)) {
    const field = form.elements[name];
    if (field instanceof HTMLElement && field.type !== "hidden") say(field, words);
  }
}

function say(field, words) {
  const id = `${field.id || field.name}_refused`;
  const told = document.getElementById(id) ?? place(field, id);
  if (told.textContent !== words) told.textContent = words;
  field.dataset.refused = id;
  field.setAttribute("aria-invalid", "true");
  const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  field.setAttribute("aria-describedby", [...new Set([...described, id])].join(" "));
}

function place(field, id) {
  const told = Object.assign(document.createElement("p"), { className: "error", id });
  told.setAttribute("role", "status");
  (field.closest(".with") ?? field).before(told);
  return told;
}

function clear(field) {
  document.getElementById(field.dataset.refused)?.remove();
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ");
  const described = ids.filter((id) => id !== field.dataset.refused);
  field.setAttribute("aria-describedby", described.join(" "));
  field.removeAttribute("aria-invalid");
  delete field.dataset.refused;
}
