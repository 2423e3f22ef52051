// [data-zone-field] takes a time zone: an empty one is given the browser's, another is offered it.
// The cookie tells a member where they are signed in.
import { whenHere } from "../page/on-arrival.js";

const here = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const secure = location.protocol === "https:" ? "; secure" : "";
document.cookie = `zone=${here}; path=/; max-age=31536000; samesite=lax${secure}`;

whenHere("[data-zone-field]", (field) => {
  if (!field.value) field.value = here;
  if (field.type === "hidden" || field.value === here) return;
  const offer = document.createElement("button");
  offer.type = "button";
  offer.className = "plain";
  offer.textContent = field.dataset.zoneField.replace("{zone}", here);
  offer.addEventListener("click", () => {
    field.value = here;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    offer.remove();
  });
  field.after(offer);
});
