// [data-with-presence="booth:7"] is fetched anew when somebody comes to or leaves that stream: who is shown to whom
// differs, so the piece is asked for with the reader's own rights.
import { on } from "./connection.js";
import { refresh } from "./apply-pieces.js";

on("presence", ({ stream }) => {
  document.querySelectorAll(`[data-with-presence="${CSS.escape(stream)}"][id]`).forEach(({ id }) => refresh(id));
});
