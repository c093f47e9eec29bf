/** The set's page and what it is made of, kept for when there is no network. Knows no global: `worker.ts` gives it all. */

type Fetch = (request: Request | string) => Promise<Response>;
type Stores = Pick<CacheStorage, "open" | "keys" | "delete" | "match">;

/** So long a page is waited for; then the kept one comes, if there is one. */
export const PATIENCE_MS = 4_000;
const MOST_FILES = 100;
const PREFIX = "set-shell:";

export interface ShellOptions {
  readonly stores: Stores;
  readonly fetch: Fetch;
  /** The address of the set's page, without a query. */
  readonly page: string;
  /** Names the build: another one keeps its own files. */
  readonly build: string;
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

export class Shell {
  private readonly name: string;
  /** How often it was told to forget: what was asked for before is kept no more. */
  private era = 0;

  constructor(private readonly options: ShellOptions) {
    this.name = `${PREFIX}${options.page}:${options.build}`;
  }

  /** Keep the page, the files that it names, and the `files` that it says it was made of. */
  async keep(files: readonly string[]): Promise<void> {
    const { era } = this;
    if (!(await this.kept(this.options.page))) await this.newest(this.options.page, era).catch(() => undefined);
    // The page that asks may be of an older build than the one that is kept.
    const named = await this.namedBy(await this.kept(this.options.page));
    for (const file of [...named, ...files].filter((each) => this.isFile(each)).slice(0, MOST_FILES)) {
      if (era !== this.era) return;
      if (!(await this.kept(file))) await this.fetchFile(file, era).catch(() => undefined);
    }
  }

  /** The page from the network; the kept one when there is no answer in time, or only the proxy's regrets. */
  async answerPage(request: Request | string): Promise<Response> {
    const coming = this.newest(request);
    const inTime = await Promise.race([coming.catch(() => null), this.options.pause(PATIENCE_MS)]);
    if (inTime && inTime.status < 500) return inTime;
    return (await this.kept(this.options.page)) ?? coming;
  }

  /** A file of this build: names change with what is in them, so what is kept is right. */
  async answerFile(request: Request): Promise<Response> {
    return (await this.kept(request.url)) ?? this.fetchFile(request);
  }

  /** Whether an address is a file of a build. */
  isFile(address: string): boolean {
    const { origin } = new URL(this.options.page);
    const url = new URL(address, this.options.page);
    return url.origin === origin && url.pathname.startsWith("/static/");
  }

  /** Drop what other builds kept. */
  async tidy(): Promise<void> {
    await this.drop((name) => name !== this.name);
  }

  /** Drop everything, and what is on its way: somebody signs out. */
  async forget(): Promise<void> {
    this.era += 1;
    await this.drop(() => true);
  }

  private async fetchFile(file: Request | string, era = this.era): Promise<Response> {
    const response = await this.options.fetch(file);
    if (response.status === 200) await this.put(typeof file === "string" ? file : file.url, response, era);
    return response;
  }

  private async namedBy(page: Response | undefined): Promise<string[]> {
    const text = (await page?.text()) ?? "";
    return [...text.matchAll(/(?:src|href)="([^"]+)"/g)].flatMap(([, address]) => (address ? [new URL(address, this.options.page).href] : []));
  }

  private async newest(request: Request | string, era = this.era): Promise<Response> {
    const response = await this.options.fetch(request);
    if (response.status === 200 && !response.redirected) await this.put(this.options.page, response, era);
    // Signed out, or no longer of this crew: what was kept was for somebody who may see it.
    else if (response.type === "opaqueredirect" || response.redirected || isRefused(response)) await (await this.store()).delete(this.options.page);
    return response;
  }

  private async drop(which: (name: string) => boolean): Promise<void> {
    const ours = (await this.options.stores.keys()).filter((name) => name.startsWith(`${PREFIX}${this.options.page}:`));
    await Promise.all(ours.filter(which).map((name) => this.options.stores.delete(name)));
  }

  private async put(address: string, response: Response, era: number): Promise<void> {
    if (era === this.era) await (await this.store()).put(address, response.clone());
  }

  /** Unlike opening a store, it makes none. */
  private kept(address: string): Promise<Response | undefined> {
    return this.options.stores.match(address, { cacheName: this.name });
  }

  private store(): Promise<Cache> {
    return this.options.stores.open(this.name);
  }
}

function isRefused({ status }: Response): boolean {
  return status === 401 || status === 403 || status === 404;
}
