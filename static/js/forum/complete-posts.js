// A post that arrives is the same for everybody and short: what members may do with any post is added here, from the
// page's <template id="acts">, in which {at}, {pk}, {number} and {who} stand for what differs.
import { completing } from "../live/apply-pieces.js";

completing("[data-lacks=acts]", (foot) => {
  const post = foot.closest(".post");
  const acts = document.getElementById("acts")?.content.cloneNode(true);
  if (!acts) return;
  const pk = post.id.slice(5);
  const words = {
    pk,
    at: post.querySelector(".at > a:last-child").getAttribute("href"),
    number: post.dataset.number,
    who: post.querySelector(".who > .name").textContent,
  };
  const said = (text) => text.replace(/\{(\w+)\}/g, (all, name) => words[name] ?? all);
  for (const element of acts.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) if (value.includes("{")) element.setAttribute(name, said(value));
  }
  for (const text of acts.querySelectorAll(".sr")) text.textContent = said(text.textContent);
  if (post.matches(".gone")) acts.querySelectorAll(":scope > :not(:last-child)").forEach((act) => act.remove());
  foot.append(acts);
  delete foot.dataset.lacks;
});
