import { adoptStyles, css, html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { LiveElement } from "../../live/frontend/element";
import { messages } from "../../live/frontend/i18n";
import { enterFullScreenIcon, icon, leaveFullScreenIcon, mutedIcon } from "../../live/frontend/icons";
import { pauseIcon, playIcon, soundIcon } from "../../live/frontend/icons";
import { playhead } from "../../live/frontend/playhead";
import { Session } from "./session";
import { styles } from "./player.styles";

const t = messages({
  en: {
    stage: "The stage, live",
    soundOn: "Turn the sound on",
    mute: "Mute",
    unmute: "Unmute",
    volume: "Volume",
    fullScreen: "Full screen",
    leaveFullScreen: "Leave full screen",
    play: "Watch",
    pause: "Pause",
    resume: "Play",
    starting: "The picture is coming",
    interrupted: "We are back in a moment",
    offline: "The stage is dark",
    toLive: "Back to live",
  },
  fr: {
    stage: "La scène, en direct",
    soundOn: "Activer le son",
    mute: "Couper le son",
    unmute: "Rétablir le son",
    volume: "Volume",
    fullScreen: "Plein écran",
    leaveFullScreen: "Quitter le plein écran",
    play: "Regarder",
    pause: "Pause",
    resume: "Lecture",
    starting: "L’image arrive",
    interrupted: "Nous revenons dans un instant",
    offline: "La scène est éteinte",
    toLive: "Revenir au direct",
  },
});

/**
 * `<live-player>`: the stage's picture, close to live, and the slate of the brand (slot `slate`) while there is none.
 *
 * `programmeMs` is the programme time (UTC milliseconds) of the frame on screen; the event `programme-time` tells it up
 * to four times a second, and so does the attribute `data-programme-ms`. `data-picture` is there while the picture moves.
 *
 * It tells the page's playhead of every frame, and when the viewer pauses.
 *
 * It takes the document's event `live-seek` (`detail.programmeTimeMs`): shows that moment where it can and prevents the
 * default; with `detail.asking` it only says, in the same way, that it could. `#t=<ms>` in the page's address is a seek too.
 */
export class Player extends LiveElement {
  static override readonly keepsChildren = true;
  static override readonly styles = [css`:host { display: block; }`, styles];

  private readonly stream = this.follow(`stream/${this.config.event_id}`);
  private session: Session | undefined;
  private playing = "";

  @query("video") private readonly video!: HTMLVideoElement;
  @state() private picture = false;
  @state() private blocked = false;
  @state() private muted = true;
  @state() private volume = 1;
  @state() private heard = false;
  @state() private isFullScreen = false;
  @state() private isEarlier = false;
  @state() private paused = false;
  /** The moment that the page's address asks for, until there is a picture to seek in. */
  private wantedMs = Number(/^#t=(\d{13})$/.exec(location.hash)?.[1] ?? NaN);

  /** UTC milliseconds of the frame on screen; undefined while there is none. */
  get programmeMs(): number | undefined {
    return this.session?.programmeMs;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("fullscreenchange", this.followFullScreen);
    document.addEventListener("live-seek", this.onSeek);
    playhead.expect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("fullscreenchange", this.followFullScreen);
    document.removeEventListener("live-seek", this.onSeek);
    this.end();
    playhead.leave();
  }

  protected override createRenderRoot(): ShadowRoot {
    const root = this.attachShadow({ mode: "open" });
    adoptStyles(root, Player.elementStyles);
    return root;
  }

  protected override shouldUpdate(): boolean {
    return true;
  }

  protected override updated(): void {
    const { dash_url, hls_url, status } = this.stream.state ?? {};
    if (status !== undefined && status !== "live" && !this.session) playhead.leave();
    const source = dash_url && hls_url && this.isConnected ? { dash: dash_url, hls: hls_url } : undefined;
    if ((source?.dash ?? "") === this.playing) return;
    // Before the first picture there is no manifest to ask for; through an interruption one goes on waiting for more.
    if (source && status !== "live") return;
    this.end();
    if (!source) {
      playhead.leave();
      return;
    }
    playhead.expect();
    this.playing = source.dash;
    this.video.muted = this.muted;
    this.session = new Session(this.video, source, {
      frame: (ms) => {
        playhead.show(ms);
      },
      programmeTime: (ms) => {
        this.dataset["programmeMs"] = String(Math.round(ms));
        this.dispatchEvent(new CustomEvent("programme-time", { detail: { ms }, bubbles: true, composed: true }));
      },
      picture: (moving) => {
        this.picture = moving;
        if (moving) this.seekAsWanted();
        this.blocked &&= !moving;
        this.toggleAttribute("data-picture", moving);
      },
      blocked: () => {
        this.blocked = true;
        playhead.leave();
      },
      released: () => {
        this.letGo();
        this.isEarlier = false;
      },
    });
  }

  protected override render(): TemplateResult {
    return html`
      <div class="frame" role="group" aria-label=${t("stage")} @keydown=${this.onKey}>
        <video playsinline muted disablepictureinpicture></video>
        <div class="slate" ?hidden=${this.picture} aria-hidden=${this.picture ? "true" : "false"}>
          <slot name="slate"></slot>
          <p class="slate__line" role="status">${this.picture ? nothing : this.why()}</p>
        </div>
        ${this.blocked ? this.playButton() : nothing} ${this.picture && !this.heard ? this.soundButton() : nothing}
        ${this.picture ? this.controls() : nothing}
        ${this.isEarlier ? html`<button class="to-live" type="button" @click=${this.returnToLive}>${t("toLive")}</button>` : nothing}
      </div>
    `;
  }

  private why(): string {
    switch (this.stream.state?.status) {
      case undefined:
        return "";
      case "offline":
        return t("offline");
      case "slate":
        return t("interrupted");
      default:
        return t("starting");
    }
  }

  private soundButton(): TemplateResult {
    return html`<button class="sound" type="button" @click=${this.turnSoundOn}>
      ${icon(mutedIcon)}<span>${t("soundOn")}</span>
    </button>`;
  }

  private playButton(): TemplateResult {
    return html`<button class="play" type="button" @click=${this.playByHand}>${icon(playIcon)}<span>${t("play")}</span></button>`;
  }

  private controls(): TemplateResult {
    return html`<div class="controls">
      <button class="controls__pause" type="button" aria-label=${this.paused ? t("resume") : t("pause")} @click=${this.togglePause}>
        ${icon(this.paused ? playIcon : pauseIcon)}
      </button>
      <button type="button" aria-label=${this.muted ? t("unmute") : t("mute")} @click=${this.toggleSound}>
        ${icon(this.muted ? mutedIcon : soundIcon)}
      </button>
      <input
        type="range"
        min="0"
        max="1"
        step="0.05"
        aria-label=${t("volume")}
        .value=${String(this.muted ? 0 : this.volume)}
        @input=${this.changeVolume}
      />
      <button
        class="controls__full"
        type="button"
        aria-label=${this.isFullScreen ? t("leaveFullScreen") : t("fullScreen")}
        @click=${this.toggleFullScreen}
      >
        ${icon(this.isFullScreen ? leaveFullScreenIcon : enterFullScreenIcon)}
      </button>
    </div>`;
  }

  private readonly followFullScreen = (): void => {
    this.isFullScreen = document.fullscreenElement === this;
  };

  private readonly onSeek = (event: Event): void => {
    const { programmeTimeMs, asking } = (event as CustomEvent<{ programmeTimeMs: number; asking?: boolean }>).detail;
    if (!this.session?.has(programmeTimeMs)) return;
    event.preventDefault();
    if (!asking) this.seek(programmeTimeMs);
  };

  private seekAsWanted(): void {
    const wantedMs = this.wantedMs;
    this.wantedMs = NaN;
    if (this.session?.has(wantedMs)) this.seek(wantedMs);
  }

  private seek(programmeMs: number): void {
    this.resume();
    this.isEarlier = true;
    this.session?.seek(programmeMs);
    this.scrollIntoView({ block: "nearest" });
  }

  private readonly returnToLive = (): void => {
    this.resume();
    this.isEarlier = false;
    this.session?.toLive();
  };

  private readonly togglePause = (): void => {
    if (this.paused) this.resume();
    else this.pause();
  };

  private pause(): void {
    if (!this.picture || !this.session?.pause()) return;
    this.paused = true;
    // From here on one is behind live.
    this.isEarlier = true;
    playhead.pause();
  }

  private resume(): void {
    if (!this.paused) return;
    this.session?.resume();
    this.letGo();
  }

  private readonly letGo = (): void => {
    this.paused = false;
    playhead.resume();
  };

  private readonly turnSoundOn = (): void => {
    this.heard = true;
    this.setSound(false, this.volume || 1);
  };

  private readonly toggleSound = (): void => {
    this.heard = true;
    this.setSound(!this.muted, this.volume || 1);
  };

  private readonly changeVolume = (event: Event): void => {
    const volume = Number((event.target as HTMLInputElement).value);
    this.heard = true;
    this.setSound(volume === 0, volume);
  };

  private readonly playByHand = (): void => {
    this.returnToLive();
    void this.video.play();
  };

  private readonly toggleFullScreen = (): void => {
    const video = this.video as HTMLVideoElement & { webkitEnterFullscreen?: () => void };
    if (document.fullscreenElement) void document.exitFullscreen();
    else if ("requestFullscreen" in this) void this.requestFullscreen();
    else video.webkitEnterFullscreen?.();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "m") this.toggleSound();
    else if (event.key === "k") this.togglePause();
    else if (event.key === "f") this.toggleFullScreen();
    else return;
    event.preventDefault();
  };

  private setSound(muted: boolean, volume: number): void {
    this.muted = muted;
    this.volume = volume;
    this.video.muted = muted;
    this.video.volume = volume;
  }

  private end(): void {
    this.session?.stop();
    this.session = undefined;
    this.playing = "";
    this.picture = false;
    this.isEarlier = false;
    this.letGo();
    this.toggleAttribute("data-picture", false);
    delete this.dataset["programmeMs"];
  }
}
