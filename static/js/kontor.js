// The one script a page asks for. Each import is one behaviour, bound by data- attributes.
import "./theme.js";
import "./search.js";
import "./moments.js";
import "./dialogs.js";
import "./confirm.js";
import "./keep.js";
import "./autosave.js";
import "./tabs.js";
import "./count.js";
import "./stuck.js";
import "./busy.js";
import "./live.js";
import "./outbox.js";
import "./token.js";
import "./presence.js";
import "./zone.js";
import "./city.js";
