import { html, type TemplateResult } from "lit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveClient } from "../../../live/frontend/client";
import { Connection } from "../../../live/frontend/connection";
import { LiveElement } from "../../../live/frontend/element";
import { setLanguage } from "../../../live/frontend/i18n";
import { checkIcon, icon } from "../../../live/frontend/icons";
import { usePage } from "../../../live/frontend/page";
import { Time } from "../../../live/frontend/time";
import { makeClient, type FakeSocket, type NotesState } from "./fakes";

class Notes extends LiveElement {
  renderings = 0;

  protected override render(): TemplateResult {
    this.renderings += 1;
    const { state } = this.notes;
    return html`<ul>
      ${state ? state.notes.map((note) => html`<li>${note}</li> `) : html`<li>loading</li>`}
    </ul>`;
  }

  private readonly notes = this.follow<NotesState>("notes/1");
}

class Form extends LiveElement {
  static override readonly keepsChildren = true;
}

customElements.define("live-notes", Notes);
customElements.define("live-form", Form);
customElements.define("live-connection", Connection);
customElements.define("live-time", Time);

let live: LiveClient;
let connect: () => FakeSocket;

beforeEach(() => {
  const made = makeClient();
  ({ live, connect } = made);
  const config = { event_id: 1, slug: "e", socket: "", language: "en", subject: "a1", roles: [] } as const;
  usePage({ config, live });
});

afterEach(() => {
  document.body.innerHTML = "";
  setLanguage("en");
  usePage(null);
  vi.useRealTimers();
});

async function put<Element extends LiveElement>(markup: string): Promise<Element> {
  document.body.innerHTML = markup;
  const element = document.body.firstElementChild as Element;
  await element.updateComplete;
  return element;
}

function words(element: Element): string {
  return element.textContent.replace(/\s+/g, " ").trim();
}

describe("LiveElement", () => {
  it("keeps what the server rendered until it has a state, then takes its place", async () => {
    const element = await put("<live-notes><p>from the server</p></live-notes>");
    expect(element.innerHTML).toBe("<p>from the server</p>");
    connect().snapshot(1, ["a"]);
    await element.updateComplete;
    expect(element.querySelector("p")).toBeNull();
    expect(words(element)).toBe("a");
  });

  it("shows its loading state where the server rendered nothing", async () => {
    expect(words(await put("<live-notes></live-notes>"))).toBe("loading");
  });

  it("renders once for many facts of a frame, and not after it has left", async () => {
    const element = await put<Notes>("<live-notes></live-notes>");
    const socket = connect();
    socket.snapshot(0, []);
    await element.updateComplete;
    const before = element.renderings;
    socket.facts(1, ["a", "b", "c"]);
    socket.facts(4, ["d"]);
    await element.updateComplete;
    expect(words(element)).toBe("a b c d");
    expect(element.renderings).toBe(before + 1);
    element.remove();
    socket.facts(5, ["e"]);
    await element.updateComplete;
    expect(element.renderings).toBe(before + 1);
    vi.advanceTimersByTime(1_000);
    expect(socket.sent).toEqual([{ type: "unfollow", topic: "notes/1" }]);
  });

  it("goes on where it was when it is put back", async () => {
    const element = await put("<live-notes></live-notes>");
    const socket = connect();
    socket.snapshot(1, ["a"]);
    element.remove();
    vi.advanceTimersByTime(1_000);
    document.body.append(element);
    expect(socket.sent.at(-1)).toEqual({ type: "follow", topic: "notes/1", since: "e1.1.0" });
    socket.facts(2, ["b"]);
    await element.updateComplete;
    expect(words(element)).toBe("a b");
  });

  it("leaves the children alone where the element only brings them to life", async () => {
    const element = await put("<live-form><input value='typed'></live-form>");
    expect(element.querySelector("input")?.value).toBe("typed");
  });
});

describe("<live-connection>", () => {
  it("is silent while all is well and during a short break, and speaks up after a while", async () => {
    const element = await put("<live-connection></live-connection>");
    expect(element.getAttribute("role")).toBe("status");
    const socket = connect();
    await element.updateComplete;
    socket.drops();
    vi.advanceTimersByTime(200);
    await element.updateComplete;
    expect(words(element)).toBe("");
    live.stop();
    vi.advanceTimersByTime(1_500);
    await element.updateComplete;
    expect(words(element)).toBe("Reconnecting…");
    connect();
    await element.updateComplete;
    expect(words(element)).toBe("");
  });

  it("says that the session has ended, in the page's language, and offers to reload", async () => {
    const element = await put("<live-connection></live-connection>");
    connect().drops(4402);
    setLanguage("fr");
    await element.updateComplete;
    expect(words(element)).toBe("Votre session est terminée. Recharger");
    expect(element.querySelector("button")).not.toBeNull();
  });
});

describe("<live-time>", () => {
  it("tells the server's time in the viewer's words, and keeps nonsense as it is", async () => {
    const element = await put(
      '<live-time format="date"><time datetime="2026-11-21T12:00:00Z">21 November</time></live-time>',
    );
    setLanguage("fr");
    await element.updateComplete;
    expect(words(element)).toBe("samedi 21 novembre");
    expect(words(await put('<live-time><time datetime="soon">soon</time></live-time>'))).toBe("soon");
  });
});

describe("icon", () => {
  it("is Lucide's drawing without its licence comment, hidden from readers", async () => {
    const { render } = await import("lit");
    render(icon(checkIcon), document.body);
    const svg = document.body.querySelector("svg");
    expect(svg?.getAttribute("aria-hidden")).toBe("true");
    expect(svg?.innerHTML).toContain('d="M20 6 9 17l-5-5"');
    expect(document.body.innerHTML).not.toContain("@license");
  });
});
