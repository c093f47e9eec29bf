/** The keys to the graphics' pages: make one, copy its address, revoke it. */
import { html, nothing, type TemplateResult } from "lit";
import type { GraphicsKeyRecord, GraphicsKeysState } from "../../../live/frontend/wire.gen";
import { saySeen, t } from "./words";

export type PageKind = "all" | "lower-third" | "full" | "ticker" | "poll";
const KINDS: readonly (readonly [PageKind, "all" | "lower_third" | "full" | "ticker" | "poll"])[] = [
  ["all", "all"],
  ["lower-third", "lower_third"],
  ["full", "full"],
  ["ticker", "ticker"],
  ["poll", "poll"],
];

export interface KeysPart {
  readonly state: GraphicsKeysState;
  readonly slug: string;
  readonly nowMs: number;
  readonly kind: PageKind;
  /** The key whose revocation waits for a second press. */
  readonly armed: number | null;
  readonly copied: number | null;
  readonly isLocked: boolean;
  readonly make: (label: string) => void;
  readonly choose: (kind: PageKind) => void;
  readonly copy: (key: GraphicsKeyRecord, field: HTMLInputElement) => void;
  readonly revoke: (key: GraphicsKeyRecord) => void;
}

/** The address that a mixer opens. */
export function addressOf(slug: string, secret: string, kind: PageKind): string {
  return new URL(`/graphics/${slug}/${secret}/${kind}/`, location.href).href;
}

export function keysPart(part: KeysPart): TemplateResult {
  const keys = Object.values(part.state.keys).sort((one, other) => one.id - other.id);
  const make = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).elements.namedItem("label") as HTMLInputElement;
    if (input.value.trim() === "") return;
    part.make(input.value);
    input.value = "";
  };
  return html`<section class="p-part p-keys" aria-labelledby="p-keys">
    <h3 id="p-keys">${t("keys")}</h3>
    ${keys.length === 0
      ? html`<p class="p-none">${t("noKeys")}</p>`
      : html`<select
            class="p-kind"
            aria-label=${t("kind")}
            @change=${(event: Event) => {
              part.choose((event.currentTarget as HTMLSelectElement).value as PageKind);
            }}
          >
            ${KINDS.map(([kind, name]) => html`<option value=${kind} ?selected=${kind === part.kind}>${t(name)}</option>`)}
          </select>
          <ul class="p-keylist">
            ${keys.map((key) => row(key, part))}
          </ul>`}
    <form class="p-make" @submit=${make}>
      <input name="label" maxlength="60" autocomplete="off" aria-label=${t("label")} placeholder=${t("label")} ?disabled=${part.isLocked} />
      <button class="c-button" ?disabled=${part.isLocked}>${t("make")}</button>
    </form>
  </section>`;
}

function row(key: GraphicsKeyRecord, part: KeysPart): TemplateResult {
  const seen = saySeen(part.state.seen[String(key.id)], part.nowMs);
  const isArmed = part.armed === key.id;
  return html`<li data-key=${key.id}>
    <p class="p-key"><b>${key.label}</b> <span data-in-use=${seen === t("inUse") ? "" : nothing}>${seen}</span></p>
    <div class="p-key__acts">
      <input readonly aria-label=${`${t("address")}: ${key.label}`} .value=${addressOf(part.slug, key.secret, part.kind)} />
      <button
        type="button"
        class="c-button"
        data-copy
        @click=${(event: Event) => {
          const field = (event.currentTarget as HTMLElement).parentElement?.querySelector("input");
          if (field) part.copy(key, field);
        }}
      >
        ${t(part.copied === key.id ? "copied" : "copy")}
      </button>
      <button
        type="button"
        class="c-button"
        data-revoke
        ?data-armed=${isArmed}
        ?disabled=${part.isLocked}
        @click=${() => {
          part.revoke(key);
        }}
      >
        ${t(isArmed ? "reallyRevoke" : "revoke")}
      </button>
    </div>
  </li>`;
}
