// <input type="file" data-most="5242880" data-too-large="…"> refuses what is too large as it is chosen, not after it
// was sent: the form then stays as it was typed.
import { refuse } from "./field-errors.js";

document.addEventListener("change", ({ target: field }) => {
  if (field.type !== "file" || !field.dataset.most) return;
  const isTooLarge = [...field.files].some((file) => file.size > Number(field.dataset.most));
  if (isTooLarge) field.value = "";
  refuse(field.form, isTooLarge ? { [field.name]: field.dataset.tooLarge } : {});
});
