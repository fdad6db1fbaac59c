// The chat page: brings the modules together, then opens the stream of events.

import "./theme.js";
import "./panels.js";
import "./notices.js";
import "./sound.js";
import "./clock.js";
import "./tabs.js";
import "./calls.js";
import "./faults.js";
import "./messages.js";
import "./pinned.js";
import "./composer.js";
import "./replykeys.js";
import "./attach.js";
import "./chatcard.js";
import "./people.js";
import { listen } from "./events.js";

listen();
