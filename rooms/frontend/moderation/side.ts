/** What stands beside the messages: who writes, who may not, and which words are not published. */
import { html, nothing, type TemplateResult } from "lit";
import type { ChatDeskState, ChatPolicy, ChatWord, DeskChatSanction } from "../../../live/frontend/wire.gen";
import { saySanction } from "./row";
import { t } from "./words";

const PAUSES_S = [0, 5, 10, 30, 60] as const;

export interface SideContext {
  readonly room: string;
  readonly nowMs: number;
  readonly mayEditWords: boolean;
  choose(room: string): void;
  change(change: Partial<ChatPolicy>): void;
  lift(sanction: DeskChatSanction): void;
  /** Whether it was done. */
  replaceWords(words: ChatWord[]): Promise<boolean>;
}

/** The whole side. */
export function side(state: ChatDeskState, context: SideContext): TemplateResult {
  return html`<aside class="m-side">
    ${policy(state, context)} ${people(state, context)} ${words(state, context)}
  </aside>`;
}

function policy(state: ChatDeskState, context: SideContext): TemplateResult | typeof nothing {
  const now = state.policies[context.room];
  if (!now) return nothing;
  const rooms = Object.keys(state.policies);
  return html`<section class="m-part" aria-label=${t("policy")}>
    <h2>${t("policy")}</h2>
    ${rooms.length > 1
      ? switches(t("room"), rooms.map((room) => [room === "stage" ? t("stage") : room, room] as const), context.room, (room) => {
          context.choose(room);
        })
      : nothing}
    ${switches(
      t("policy"),
      [
        [t("open"), "open"],
        [t("rules"), "rules_accepted"],
        [t("crewOnly"), "crew_only"],
        [t("off"), "off"],
      ] as const,
      now.mode,
      (mode) => {
        context.change({ mode });
      },
    )}
    <h3>${t("slow")}</h3>
    ${switches(
      t("slow"),
      PAUSES_S.map((seconds) => [seconds === 0 ? t("noPause") : t("seconds", { n: seconds }), seconds] as const),
      now.slow_mode_s,
      (slow_mode_s) => {
        context.change({ slow_mode_s });
      },
    )}
    <h3>${t("links")}</h3>
    ${switches(
      t("links"),
      [
        [t("linksOff"), false],
        [t("linksOn"), true],
      ] as const,
      now.allows_links,
      (allows_links) => {
        context.change({ allows_links });
      },
    )}
  </section>`;
}

function switches<Value>(
  label: string,
  options: readonly (readonly [string, Value])[],
  now: Value,
  choose: (value: Value) => void,
): TemplateResult {
  return html`<div class="m-switch" role="group" aria-label=${label} ?data-pairs=${options.length === 4} ?data-rest=${options.length === 5}>
    ${options.map(
      ([word, value]) => html`<button type="button" aria-pressed=${value === now} data-value=${String(value)} @click=${() => {
        choose(value);
      }}>${word}</button>`,
    )}
  </div>`;
}

function people(state: ChatDeskState, context: SideContext): TemplateResult {
  const sanctions = Object.values(state.sanctions).sort((one, other) => other.made_at_ms - one.made_at_ms);
  return html`<section class="m-part" aria-label=${t("people")}>
    <h2>${t("people")} <span class="m-count c-num">${sanctions.length}</span></h2>
    ${sanctions.length === 0
      ? html`<p class="m-quiet">${t("emptyPeople")}</p>`
      : html`<ul class="m-people">
          ${sanctions.map(
            (sanction) => html`<li data-attendee=${sanction.attendee_id}>
              <p>
                <b><bdi>${sanction.name}</bdi></b> ${saySanction(sanction, context.nowMs)}
                ${sanction.reason ? html`<span class="m-people__why">${t("quoteOpen")}<bdi>${sanction.reason}</bdi>${t("quoteClose")}</span>` : nothing}
              </p>
              <button type="button" class="m-act" data-action="lift" aria-label=${`${t("lift")}: ${sanction.name}`} @click=${() => {
                context.lift(sanction);
              }}>${t("lift")}</button>
            </li>`,
          )}
        </ul>`}
  </section>`;
}

function words(state: ChatDeskState, context: SideContext): TemplateResult {
  return html`<details class="m-part m-words">
    <summary>${t("words")} <span class="m-count c-num">${state.words.length}</span></summary>
    <p class="m-quiet">${t("wordsHint")}</p>
    ${context.mayEditWords ? adding(state, context) : nothing}
    <ul class="m-wordlist">
      ${state.words.map(
        (word) => html`<li data-action-of=${word.action}>
          <span class="m-lang">${word.language}</span><span lang=${word.language}>${word.word}</span>
          <span class="m-quiet">${t(word.action)}</span>
          ${context.mayEditWords
            ? html`<button type="button" class="m-act" aria-label=${t("remove", { word: word.word })} @click=${() => {
                void context.replaceWords(state.words.filter((other) => other !== word));
              }}>×</button>`
            : nothing}
        </li>`,
      )}
    </ul>
  </details>`;
}

function adding(state: ChatDeskState, context: SideContext): TemplateResult {
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const typed = given.get("word");
    const word = typeof typed === "string" ? typed.trim() : "";
    if (word === "") return;
    const language = given.get("language") === "en" ? "en" : "fr";
    const action = given.get("action") === "hold" ? "hold" : "refuse";
    const field = form.querySelector("input");
    // What was refused stays in the field; so does the next word, when it was begun meanwhile.
    void context.replaceWords([{ language, word, action }, ...state.words]).then((isDone) => {
      if (isDone && field?.value === typed) form.reset();
    });
  };
  return html`<form class="m-add" @submit=${add}>
    <input name="word" maxlength="60" autocomplete="off" aria-label=${t("addWord")} placeholder=${t("addWord")} />
    <select name="language" aria-label=${t("language")}><option value="fr">fr</option><option value="en">en</option></select>
    <select name="action" aria-label=${t("action")}>
      <option value="refuse">${t("refuse")}</option>
      <option value="hold">${t("hold")}</option>
    </select>
    <button class="m-act">${t("add")}</button>
  </form>`;
}
