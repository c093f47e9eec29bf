/** What one answers with: pictures of what there is to choose, and a ranking put in order by hand. */
import { render } from "lit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { usePage } from "../../../live/frontend/page";
import { draftOf, type Draft } from "../../../polls/frontend/attendee/draft";
import { inputsOf } from "../../../polls/frontend/attendee/inputs";
import { PollRanking } from "../../../polls/frontend/attendee/poll-ranking";
import { makeClient } from "../../live/frontend/fakes";
import { poll } from "./records";

customElements.define("live-poll-ranking", PollRanking);

afterEach(() => {
  render(null, document.body);
});

describe("choices", () => {
  const image = { url: "/media/copper.webp", width: 720, height: 450 };
  const options = [
    { id: 1, text: { en: "Copper" }, image, alt: { en: "A car in copper", fr: "Une voiture cuivre" } },
    { id: 2, text: { en: "Slate" }, image: null, alt: {} },
  ];

  it("have their pictures, of a size that is known before they come, and said in words", () => {
    for (const kind of ["single", "several", "quiz"] as const) {
      const record = poll(1, { kind, options, max_choices: 2 });
      const draft = draftOf(record, null);
      render(inputsOf({ poll: record, draft, disabled: false, change: () => undefined }), document.body);
      const pictures = [...document.querySelectorAll(".choices[data-pictures] img")];
      expect(pictures.map((each) => ["src", "width", "height", "alt"].map((name) => each.getAttribute(name)))).toEqual([["/media/copper.webp", "720", "450", "A car in copper"]]);
      // A press on the picture is a press on the choice.
      expect(pictures[0]?.closest("label")?.querySelector("input")?.value).toBe("1");
    }
  });

  it("are a plain list without any", () => {
    const record = poll(1);
    render(inputsOf({ poll: record, draft: draftOf(record, null), disabled: false, change: () => undefined }), document.body);
    expect(document.querySelector(".choices")?.hasAttribute("data-pictures")).toBe(false);
    expect(document.querySelector("img")).toBeNull();
  });
});

describe("<live-poll-ranking> by hand", () => {
  const ROW_PX = 40;
  const record = poll(1, { kind: "ranking" });
  let orders: (readonly number[])[];
  let ranking: PollRanking;

  beforeEach(async () => {
    const { live } = makeClient();
    usePage({ config: { event_id: 1, slug: "e", socket: "", language: "en", subject: "a1", roles: [] }, live });
    orders = [];
    ranking = await put(draftOf(record, null));
  });

  afterEach(() => {
    usePage(null);
    vi.useRealTimers();
  });

  async function put(draft: Draft, disabled = false): Promise<PollRanking> {
    const change = ({ options }: Draft): void => void orders.push(options);
    render(inputsOf({ poll: record, draft, disabled, change }), document.body);
    const found = document.querySelector<PollRanking>("live-poll-ranking")!;
    await found.updateComplete;
    const list = found.querySelector("ol")!;
    list.setPointerCapture = () => undefined;
    // Where rows are in a browser: each as high as the others, in their order.
    for (const row of list.children) {
      row.getBoundingClientRect = () => new DOMRect(0, ROW_PX * [...list.children].indexOf(row), 300, ROW_PX);
    }
    return found;
  }

  async function point(type: string, y: number, target: Element = ranking.querySelector("ol")!): Promise<void> {
    target.dispatchEvent(new PointerEvent(type, { clientY: y, pointerId: 1, button: 0, bubbles: true, cancelable: true }));
    await ranking.updateComplete;
  }

  const grip = (place: number): Element => ranking.querySelectorAll(".ranking__grip")[place]!;

  it("takes what is drawn along, and lets it go where the pointer does", async () => {
    await point("pointerdown", 20, grip(0));
    expect(ranking.querySelector("[data-dragged] .ranking__text")?.textContent).toBe("Option 1");
    await point("pointermove", 50); // over the second, not beyond its middle
    expect(orders).toEqual([]);
    await point("pointermove", 70);
    await point("pointermove", 150);
    expect(orders).toEqual([[2, 1, 3, 4], [2, 3, 4, 1]]);
    await point("pointerup", 150);
    await point("pointermove", 10);
    expect(ranking.querySelector("[data-dragged]")).toBeNull();
    expect([...ranking.querySelectorAll(".ranking__text")].map((each) => each.textContent)).toEqual(["Option 2", "Option 3", "Option 4", "Option 1"]);
    expect(orders).toHaveLength(2);
  });

  it("takes it back up, and ends with a pointer that is lost", async () => {
    await point("pointerdown", 140, grip(3));
    await point("pointermove", 10);
    await point("lostpointercapture", 10);
    await point("pointermove", 150);
    expect(orders).toEqual([[4, 1, 2, 3]]);
  });

  it("is not for who is sending", async () => {
    ranking = await put(draftOf(record, null), true);
    await point("pointerdown", 20, grip(0));
    await point("pointermove", 150);
    expect(orders).toEqual([]);
  });
});
