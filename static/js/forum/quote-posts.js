// [data-quote] puts its message above the composer, to be quoted; [data-quoting-drop] takes it away again.
document.addEventListener("click", (event) => {
  const form = document.getElementById("reply");
  if (!form) return;
  const quote = event.target.closest("[data-quote]");
  const drop = event.target.closest("[data-quoting-drop]");
  if (!quote && !drop) return;
  event.preventDefault();
  if (quote) take(form, quote.closest(".post"), quote.dataset.quote);
  else letGo(form);
  form.elements.body.focus();
});

// What was sent is no longer being quoted; the browser's outbox empties the words itself.
document.addEventListener("kept:done", (event) => {
  if (event.target.id === "reply") letGo(event.target);
}, true);

function take(form, post, id) {
  form.elements.quoted.value = id;
  form.querySelector("[data-quoting-who]").textContent = post.querySelector(".who .name").textContent;
  const words = post.querySelector(".prose").textContent.trim().slice(0, 200);
  form.querySelector("[data-quoting-words]").textContent = words;
  form.querySelector("[data-quoting]").hidden = false;
}

function letGo(form) {
  form.elements.quoted.value = "";
  form.querySelector("[data-quoting]").hidden = true;
}
