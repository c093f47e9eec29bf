import { describe, expect, it } from "vitest";
import { checkConfig, readConfig } from "../../../live/frontend/config";

const GOOD = { event_id: 7, slug: "e", socket: "/ws/events/7/", language: "fr", subject: "a1", roles: ["attendee"], x: 1 };

describe("the page's configuration", () => {
  it("is what the server wrote into the page", () => {
    document.body.innerHTML = `<script type="application/json" id="live-config">${JSON.stringify(GOOD)}</script>`;
    expect(readConfig()).toEqual(GOOD);
  });

  it("says what is wrong with it", () => {
    document.body.innerHTML = "";
    expect(() => readConfig()).toThrow(/expected <script id="live-config"/);
    expect(() => checkConfig({ ...GOOD, socket: 5 })).toThrow('live-config: expected a string in "socket", got 5');
    expect(() => checkConfig({ ...GOOD, roles: null })).toThrow('expected a list in "roles"');
    expect(() => checkConfig({ ...GOOD, visit_url: 5 })).toThrow('live-config: expected a string in "visit_url", got 5');
  });

  it("names nobody on a page that is the same for everybody", () => {
    const shared = { event_id: 7, slug: "e", socket: "/ws/events/7/", language: "fr" };
    const config = checkConfig({ ...shared, visit_url: "/visits/7/", visitor_cookie: "visitor_7" });
    expect([config.subject, config.visit_url]).toEqual([undefined, "/visits/7/"]);
  });

  it("is in English where the language is not one of ours", () => {
    expect(checkConfig({ ...GOOD, language: "de" }).language).toBe("en");
  });
});
