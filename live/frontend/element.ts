/** Base of every element that shows live state. */
import { LitElement, type PropertyValues, type ReactiveController, type ReactiveControllerHost } from "lit";
import type { LiveClient } from "./client";
import type { PageConfig } from "./config";
import { onLanguageChange } from "./i18n";
import { currentPage } from "./page";
import type { Store } from "./store";
import type { StateOf, TopicName } from "./topics";

/**
 * Renders into the light DOM, so that the page's stylesheets and tokens reach it.
 *
 * What the server rendered between the tags stays on screen until every followed topic has its first state; then the
 * first rendering takes its place in one step. An element that only brings its children to life (a form) sets
 * `static override keepsChildren = true` and writes no `render`.
 */
export abstract class LiveElement extends LitElement {
  /** Whether the children of the server's stay for good. */
  static readonly keepsChildren: boolean = false;

  private readonly followed = new Map<string, Following>();
  private untie: (() => void)[] = [];
  private took = false;

  /** The page's connection. */
  get live(): LiveClient {
    return currentPage().live;
  }

  /** The page's configuration. */
  get config(): PageConfig {
    return currentPage().config;
  }

  /** Follow a topic for as long as this element is in the document; it renders again after each change. */
  follow<N extends TopicName>(name: N): Store<StateOf<N>>;
  follow<State>(name: string): Store<State>;
  follow(name: string): Store<unknown> {
    let following = this.followed.get(name);
    if (!following) {
      following = new Following(this, this.live, name);
      this.followed.set(name, following);
    }
    return following.store;
  }

  /** Stop following what this element no longer shows. */
  unfollow(name: string): void {
    this.followed.get(name)?.end();
    this.followed.delete(name);
  }

  /** Whether there is something to show in place of what the server rendered. */
  protected get ready(): boolean {
    return [...this.followed.values()].every(({ store }) => store.state !== undefined || store.unavailable !== null);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const renderAgain = (): void => {
      this.requestUpdate();
    };
    this.untie = [onLanguageChange(renderAgain), this.live.subscribe(renderAgain)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.untie) stop();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return this;
  }

  protected override shouldUpdate(_changed: PropertyValues): boolean {
    return this.took || this.childNodes.length === 0 || this.ready;
  }

  protected override update(changed: PropertyValues): void {
    if (!this.took) {
      this.took = true;
      if (!(this.constructor as typeof LiveElement).keepsChildren) this.replaceChildren();
    }
    super.update(changed);
  }
}

/** Ties one topic to an element's life in the document. */
class Following implements ReactiveController {
  readonly store: Store<unknown>;
  private stop: (() => void) | null = null;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly live: LiveClient,
    private readonly name: string,
  ) {
    this.store = live.store(name);
    host.addController(this);
  }

  hostConnected(): void {
    if (this.stop) return;
    this.live.follow(this.name);
    this.stop = this.store.subscribe(() => {
      this.host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    if (!this.stop) return;
    this.stop();
    this.stop = null;
    this.live.unfollow(this.name);
  }

  end(): void {
    this.hostDisconnected();
    this.host.removeController(this);
  }
}
