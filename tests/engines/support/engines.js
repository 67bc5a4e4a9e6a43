// The engines under test: the commands that start their WebDriver servers, and the capabilities of a session.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Returns the path of the first of these commands on PATH. */
function which(...commands) {
  const folders = process.env.PATH.split(delimiter);
  const paths = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  const path = paths.find(existsSync);
  if (!path) throw new Error(`${commands[0]} is missing: run tools/install test to install it`);
  return path;
}

/** Command, arguments, environment and capabilities by the name of the engine. */
export const ENGINES = {
  firefox: {
    command: "geckodriver",
    // Port 0 is a free port, here of WebDriver BiDi, which is not used.
    arguments: (port) => ["--port", `${port}`, "--websocket-port", "0"],
    environment: {},
    hasUndoShortcuts: true,
    storesFiles: true,
    // Firefox's back/forward cache excludes pages with a Web Lock, which the draft holds. Back loads the form
    // again.
    keepsDraftInHistory: false,
    pastesImages: true,
    capabilities: () => ({
      browserName: "firefox",
      "moz:firefoxOptions": {
        binary: which("firefox-esr", "firefox"),
        prefs: {
          // With another language, the form could be shown in translation.
          "intl.accept_languages": "en-GB",
        },
      },
    }),
  },
  webkit: {
    command: "WebKitWebDriver",
    arguments: (port) => [`--port=${port}`],
    environment: {
      GDK_BACKEND: "x11",
      // Without a graphics card.
      LIBGL_ALWAYS_SOFTWARE: "1",
      WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    },
    hasUndoShortcuts: false,
    // Its sessions are private, and in a private session WebKit's IndexedDB stores no files.
    storesFiles: false,
    keepsDraftInHistory: true,
    // WebKitGTK's paste events contain no images of the clipboard.
    pastesImages: false,
    // The driver starts WebKitGTK's MiniBrowser.
    capabilities: () => ({ browserName: "MiniBrowser" }),
  },
};

/** Returns the path of the WebDriver server. */
export const commandPath = ({ command }) => which(command);
