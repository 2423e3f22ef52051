// What the rooms of a show ask for beside kontor.js.
import "./live/refresh-on-presence.js";
import "./page/open-menus.js";
