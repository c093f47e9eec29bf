/** Makes this document a page whose server is in it. Comes before the elements: they ask for their page when they are made. */
import { LiveClient } from "../../../live/frontend/client";
import { readConfig } from "../../../live/frontend/config";
import { browserEnvironment } from "../../../live/frontend/environment";
import { setLanguage } from "../../../live/frontend/i18n";
import { usePage } from "../../../live/frontend/page";
import type { PollRecord } from "../../../live/frontend/wire.gen";
import { PreviewServer } from "./server";

const config = readConfig();
setLanguage(config.language);

/** The server of this preview. */
export const server = new PreviewServer(config["poll"] as PollRecord);

const live = new LiveClient({
  socket: config.socket,
  subject: "preview",
  environment: { ...browserEnvironment(), openSocket: server.connect, storage: null },
});
usePage({ config, live });
live.start();
