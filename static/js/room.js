// What the rooms of a show ask for beside kontor.js.
import "./company.js";
import "./menus.js";

