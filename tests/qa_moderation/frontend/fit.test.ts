import { expect, it } from "vitest";
import { Fitter } from "../../../qa_moderation/frontend/set/fit";

const fonts = Object.assign(new EventTarget(), { ready: new Promise(() => undefined) });
Object.defineProperty(document, "fonts", { value: fonts });

it("fits a text anew when the typeface of its script has come", () => {
  document.body.innerHTML = '<div><div class="box"><p class="text">東京での発売はいつ</p></div></div>';
  const [box, text] = [".box", ".text"].map((name) => document.querySelector<HTMLElement>(name));
  let lines = 1;
  const size = (): number => Number.parseFloat(text?.style.getPropertyValue("--fit") ?? "");
  Object.defineProperties(box, { clientHeight: { value: 120 }, clientWidth: { value: 1_000 } });
  Object.defineProperties(text, { scrollHeight: { get: () => lines * size() }, scrollWidth: { value: 900 } });
  const fits = [{ box: ".box", text: ".text", bounds: { minPx: 40, maxPx: 160 } }];
  const fitter = new Fitter(document.body, fits);
  fitter.rendered();
  expect(size()).toBe(120);
  lines = 2;
  fonts.dispatchEvent(new Event("loadingdone"));
  expect(size()).toBe(60);
  fitter.stop();
  lines = 1;
  fonts.dispatchEvent(new Event("loadingdone"));
  expect(size()).toBe(60);
});
