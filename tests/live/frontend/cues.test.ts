import { html, type TemplateResult } from "lit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveClient } from "../../../live/frontend/client";
import { boundariesOf, CueTime, isInForce, type Cue } from "../../../live/frontend/cues";
import { LiveElement } from "../../../live/frontend/element";
import { usePage } from "../../../live/frontend/page";
import { PATIENCE_MS, playhead } from "../../../live/frontend/playhead";
import { makeClient, type FakeSocket } from "./fakes";

/** What is in force, by id. */
class Board extends LiveElement {
  cues: readonly Cue[] = [];
  renderings = 0;
  protected readonly time: CueTime = new CueTime(this);

  protected override render(): TemplateResult {
    this.renderings += 1;
    const nowMs = this.time.at(boundariesOf(this.cues));
    return html`${this.cues.filter((cue) => isInForce(cue, nowMs)).map(({ id }) => id).join(" ")}`;
  }
}

class CrewBoard extends Board {
  protected override readonly time = new CueTime(this, "crew");
}

customElements.define("live-board", Board);
customElements.define("live-crew-board", CrewBoard);

let live: LiveClient;
let connect: () => FakeSocket;

beforeEach(() => {
  const made = makeClient();
  ({ live, connect } = made);
  usePage({ config: { event_id: 1, slug: "e", socket: "", language: "en", subject: "a1", roles: [] }, live });
});

afterEach(() => {
  document.body.innerHTML = "";
  playhead.leave();
  usePage(null);
  vi.useRealTimers();
});

/** A board whose poll opens in 10 s and closes in 20 s of the server's time; the picture is 8 s late. */
async function board(
  cues?: Cue[],
  board: Board = new Board(),
): Promise<{ board: Board; atMs: number; shows: () => Promise<string> }> {
  const atMs = live.serverNowMs + 10_000;
  board.cues = cues ?? [{ id: "poll", atMs, untilMs: atMs + 10_000 }];
  document.body.append(board);
  await board.updateComplete;
  const shows = async (): Promise<string> => {
    await board.updateComplete;
    return board.textContent.trim();
  };
  return { board, atMs, shows };
}

describe("CueTime by the picture", () => {
  it("shows it with the frame that is nearest to its time, in that frame's own turn, and hides it likewise", async () => {
    const { board: element, atMs, shows } = await board();
    playhead.show(atMs - 21);
    expect(await shows()).toBe("");
    playhead.show(atMs - 20);
    await Promise.resolve(); // the end of the callback: no task, no other frame comes between
    expect(element.textContent.trim()).toBe("poll");
    playhead.show(atMs + 9_979);
    expect(await shows()).toBe("poll");
    playhead.show(atMs + 9_980);
    expect(await shows()).toBe("");
  });

  it("renders when something begins or ends, and not for each frame", async () => {
    const { board: element, atMs } = await board();
    const before = element.renderings;
    for (let ms = atMs - 5_000; ms < atMs + 15_000; ms += 40) {
      playhead.show(ms);
      await Promise.resolve();
    }
    expect(element.renderings - before).toBe(2); // it begins, it ends
  });

  it("shows whoever comes within the window what is in force, and whoever comes later nothing", async () => {
    const late = await board();
    playhead.show(late.atMs + 3_000);
    expect(await late.shows()).toBe("poll");
    const tooLate = await board();
    playhead.show(tooLate.atMs + 13_000);
    expect(await tooLate.shows()).toBe("");
  });

  it("follows a seek both ways", async () => {
    const { atMs, shows } = await board();
    playhead.show(atMs + 3_000);
    expect(await shows()).toBe("poll");
    playhead.show(atMs - 30_000);
    expect(await shows()).toBe("");
    playhead.show(atMs + 3_000);
    expect(await shows()).toBe("poll");
    playhead.show(atMs + 60_000);
    expect(await shows()).toBe("");
    playhead.show(atMs + 9_000);
    expect(await shows()).toBe("poll");
  });

  it("does not flicker when times go back by an unevenness", async () => {
    const { board: element, atMs, shows } = await board();
    playhead.show(atMs - 60);
    await shows();
    playhead.show(atMs - 20);
    await shows();
    const before = element.renderings;
    playhead.show(atMs - 25);
    expect(await shows()).toBe("poll");
    expect(element.renderings).toBe(before);
  });

  it("changes nothing in a pause, however late it gets, and goes on from there", async () => {
    const { atMs, shows } = await board();
    playhead.show(atMs - 40);
    playhead.pause();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await shows()).toBe("");
    playhead.resume();
    playhead.show(atMs);
    expect(await shows()).toBe("poll");
  });

  it("waits with everything while the first picture is on its way", async () => {
    playhead.expect();
    const { shows } = await board([{ id: "poll", atMs: live.serverNowMs - 5_000, untilMs: null }]);
    expect(await shows()).toBe("");
    playhead.show(live.serverNowMs - 8_000);
    expect(await shows()).toBe("");
    playhead.show(live.serverNowMs - 5_000);
    expect(await shows()).toBe("poll");
  });

  it("learns of cues after their time", async () => {
    const { board: element, atMs, shows } = await board([]);
    playhead.show(atMs + 200);
    expect(await shows()).toBe("");
    element.cues = [{ id: "poll", atMs, untilMs: null }];
    element.requestUpdate();
    expect(await shows()).toBe("poll");
  });
});

describe("CueTime without a picture", () => {
  it("goes by the server's clock, on the moment", async () => {
    const { shows } = await board();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(await shows()).toBe("");
    await vi.advanceTimersByTimeAsync(1);
    expect(await shows()).toBe("poll");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await shows()).toBe("");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("goes by the server's clock even where this machine's is wrong", async () => {
    const socket = connect();
    const { atMs, shows } = await board();
    socket.says({ type: "welcome", subject: "a1", roles: ["attendee"], at_ms: atMs + 1, degraded: false });
    expect(live.serverNowMs).toBe(atMs + 1);
    live.stop(); // any change of the connection looks at the time again, as a reconnection does
    expect(await shows()).toBe("poll");
  });

  it("takes over when a picture does not come, or goes for good, and hands back when one is there again", async () => {
    playhead.expect();
    const { atMs, shows } = await board();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(playhead.state).toBe("none");
    expect(await shows()).toBe("poll");
    playhead.show(atMs - 6_000);
    expect(await shows()).toBe("");
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
    expect(await shows()).toBe("");
    await vi.advanceTimersByTimeAsync(1);
    expect(await shows()).toBe("poll");
    playhead.show(atMs);
    playhead.leave();
    expect(await shows()).toBe("poll");
  });

  it("outlives that its element leaves the document and comes back", async () => {
    const { board: element, shows } = await board();
    element.remove();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(vi.getTimerCount()).toBe(0);
    document.body.append(element);
    expect(await shows()).toBe("poll");
    element.remove();
    playhead.show(live.serverNowMs + 60_000);
    expect(await shows()).toBe("poll");
    document.body.append(element);
    expect(await shows()).toBe("");
  });
});

describe("CueTime of the crew", () => {
  it("goes by the server's clock, whatever the picture", async () => {
    const { atMs, shows } = await board(undefined, new CrewBoard());
    playhead.show(atMs + 5_000);
    playhead.pause();
    expect(await shows()).toBe("");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await shows()).toBe("poll");
  });
});

describe("isInForce", () => {
  it("holds from its first moment to before its last, or without an end", () => {
    const held = (untilMs: number | null) => [9, 10, 19, 20].map((nowMs) => isInForce({ atMs: 10, untilMs }, nowMs));
    expect(held(20)).toEqual([false, true, true, false]);
    expect(held(null)).toEqual([false, true, true, true]);
    expect(isInForce({ atMs: 0, untilMs: null }, Number.NEGATIVE_INFINITY)).toBe(false);
  });
});
