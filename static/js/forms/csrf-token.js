// The token that the server wants with each form, as it is today: the one that a page was born with may be from before
// another log-in in another tab.
export function token() {
  const kept = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  return kept?.slice("csrftoken=".length) || document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
}

document.addEventListener("formdata", (event) => {
  if (event.formData.has("csrfmiddlewaretoken")) event.formData.set("csrfmiddlewaretoken", token());
});
