// The chat page: brings the modules together, then opens the stream of events.

import "./theme.js";
import "./panels.js";
import "./notices.js";
import "./sound.js";
import "./clock.js";
import "./calls.js";
import "./messages.js";
import "./composer.js";
import "./people.js";
import { listen } from "./events.js";

listen();
