// What the pages of the forums ask for beside kontor.js. Each import is one behaviour, bound by data- attributes.
import "./signs.js";
import "./choices.js";
import "./menus.js";
import "./quote.js";
import "./mentions.js";
import "./preview.js";
import "./fresh.js";
import "./read.js";
import "./shut.js";
