// What the pages of the forums ask for beside kontor.js. Each import is one behaviour, bound by data- attributes.
import "./forum/complete-posts.js";
import "./forum/give-signs.js";
import "./forms/choose-in-place.js";
import "./page/open-menus.js";
import "./forum/sync-drafts.js";
import "./forum/quote-posts.js";
import "./forum/suggest-mentions.js";
import "./forum/preview-markdown.js";
import "./forum/mark-new-threads.js";
import "./live/mark-read.js";
import "./forum/shut-composer.js";
