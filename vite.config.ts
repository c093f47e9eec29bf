/** Builds one bundle for each page into dist/, where django-vite finds it by dist/manifest.json. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

/** One entry for each page bundle, by the name that its files bear; a room that has no front end yet is left out. */
const entries = Object.fromEntries(
  Object.entries({
    attendee: "config/frontend/attendee.ts",
    desk: "qa_moderation/frontend/desk/entry.ts",
    chat: "rooms/frontend/moderation/entry.ts",
    polls: "polls/frontend/desk/entry.ts",
    "polls-panel": "polls/frontend/panel/entry.ts",
    "poll-preview": "config/frontend/poll-preview.ts",
    "poll-report": "polls/frontend/report/entry.ts",
    set: "qa_moderation/frontend/set/entry.ts",
    "set-worker": "qa_moderation/frontend/set/worker/worker.ts",
    graphics: "qa_moderation/frontend/graphics/entry.ts",
    "poll-graphics": "polls/frontend/graphics/entry.ts",
    "graphics-panel": "qa_moderation/frontend/graphics-panel/entry.ts",
    "reactions-panel": "polls/frontend/reactions-panel/entry.ts",
    control: "control_room/frontend/entry.ts",
    // The crew's look, shared by the consoles of several rooms: their templates link it.
    console: "events/frontend/crew/console.css",
    crew: "events/frontend/crew/entry.ts",
    // For pages that the server renders alone (registration, sign-in).
    base: "live/frontend/base.css",
  }).filter(([, entry]) => existsSync(resolve(root, entry))),
);

export default defineConfig({
  root,
  base: "/static/app/",
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    // What plays fragmented MP4 in low latency is younger than this: every older browser has no use for the page.
    target: ["chrome111", "firefox115", "safari16.4"],
    // The content security policy takes fonts and styles from this server alone, so nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // rx-player is big in itself, and comes lazily.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: entries },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
    passWithNoTests: true,
    restoreMocks: true,
  },
});
