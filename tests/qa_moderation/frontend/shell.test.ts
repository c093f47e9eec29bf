import { expect, it, vi } from "vitest";
import { Shell } from "../../../qa_moderation/frontend/set/worker/shell";

const PAGE = "https://x.example/crew/a/set/";

/** A cache storage in memory: what the worker needs of one. */
class FakeStores {
  readonly stores = new Map<string, Map<string, string>>();

  open(name: string): Promise<Cache> {
    const store = this.stores.get(name) ?? new Map<string, string>();
    this.stores.set(name, store);
    const cache = {
      put: async (url: string, response: Response) => void store.set(url, await response.text()),
      delete: (url: string) => Promise.resolve(store.delete(url)),
    };
    return Promise.resolve(cache as unknown as Cache);
  }

  match(url: string, { cacheName }: { cacheName: string }): Promise<Response | undefined> {
    const text = this.stores.get(cacheName)?.get(url);
    return Promise.resolve(text === undefined ? undefined : new Response(text));
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.stores.keys()]);
  }

  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.stores.delete(name));
  }
}

function makeShell(build = "b1", stores = new FakeStores()) {
  const network = new Map<string, Response>();
  const asked: string[] = [];
  const shell = new Shell({
    stores: stores,
    fetch: (request) => {
      const url = typeof request === "string" ? request : request.url;
      asked.push(url);
      const response = network.get(url);
      return response ? Promise.resolve(response.clone()) : Promise.reject(new TypeError("no network"));
    },
    page: PAGE,
    build,
    pause: () => new Promise(() => undefined),
  });
  const kept = (): string[] => [...stores.stores].flatMap(([name, store]) => [...store.keys()].map((key) => `${name.split(":").at(-1) ?? ""} ${key}`));
  return { shell, network, asked, stores, kept };
}

const page = (text: string, status = 200): Response => new Response(text, { status });

it("gives the page of the network, and the last one when there is none", async () => {
  const { shell, network } = makeShell();
  network.set(PAGE, page("first"));
  network.set(`${PAGE}?feed=asia`, page("second"));
  expect(await (await shell.answerPage(PAGE)).text()).toBe("first");
  expect(await (await shell.answerPage(`${PAGE}?feed=asia`)).text()).toBe("second");
  network.clear();
  expect(await (await shell.answerPage(`${PAGE}?feed=asia`)).text()).toBe("second");
});

it("does not wait for a network that does not answer, nor show a proxy's regrets", async () => {
  const { shell, network, stores } = makeShell();
  network.set(PAGE, page("kept"));
  await shell.answerPage(PAGE);
  network.set(PAGE, page("502", 502));
  expect(await (await shell.answerPage(PAGE)).text()).toBe("kept");
  const stuck = new Shell({ stores: stores, fetch: () => new Promise(() => undefined), page: PAGE, build: "b1", pause: () => Promise.resolve() });
  expect(await (await stuck.answerPage(PAGE)).text()).toBe("kept");
});

it.each([401, 403, 404])("forgets the page when the server answers %d", async (status) => {
  const { shell, network, kept } = makeShell();
  network.set(PAGE, page("kept"));
  await shell.answerPage(PAGE);
  network.set(PAGE, page("no", status));
  expect((await shell.answerPage(PAGE)).status).toBe(status);
  expect(kept()).toEqual([]);
});

it("fails like the network while nothing is kept", async () => {
  await expect(makeShell().shell.answerPage(PAGE)).rejects.toThrow("no network");
});

it("keeps the files that the page was made of, and nothing from elsewhere", async () => {
  const { shell, network, asked, kept } = makeShell();
  const file = "https://x.example/static/app/assets/set-1.js";
  const named = "https://x.example/static/app/assets/base-1.css";
  network.set(PAGE, page('<link rel="stylesheet" href="/static/app/assets/base-1.css"><a href="/crew/">'));
  network.set(file, page("script"));
  network.set(named, page("style"));
  await shell.keep([file, "https://elsewhere.example/static/x.js", "https://x.example/media/a.png", "https://x.example/static/gone.js"]);
  expect(kept()).toEqual([`b1 ${PAGE}`, `b1 ${named}`, `b1 ${file}`]);
  network.clear();
  expect(await (await shell.answerFile({ url: file } as Request)).text()).toBe("script");
  await shell.keep([file]);
  expect(asked.filter((url) => url === file)).toHaveLength(1);
});

it("keeps a file that it fetches, so that a page never stands there without it", async () => {
  const { shell, network, kept } = makeShell();
  const file = "https://x.example/static/app/assets/set-2.js";
  network.set(file, page("script"));
  expect(await (await shell.answerFile({ url: file } as Request)).text()).toBe("script");
  expect(kept()).toEqual([`b1 ${file}`]);
  network.set(file, page("gone", 404));
  expect((await shell.answerFile({ url: "https://x.example/static/x.js" } as Request).catch(() => null))).toBeNull();
});

it("drops what another build kept, and everything when somebody signs out", async () => {
  const { shell, network, stores, kept } = makeShell();
  await stores.open("somebody-else");
  network.set(PAGE, page("old"));
  await shell.answerPage(PAGE);
  const next = makeShell("b2", stores);
  next.network.set(PAGE, page("new"));
  await next.shell.keep([]);
  await next.shell.tidy();
  expect(kept()).toEqual([`b2 ${PAGE}`]);
  await next.shell.forget();
  expect([...stores.stores.keys()]).toEqual(["somebody-else"]);
});

it("keeps nothing of what was on its way when somebody signs out", async () => {
  const stores = new FakeStores();
  const answers = new Map<string, (response: Response) => void>();
  const coming = (url: string): Promise<Response> => new Promise((resolve) => answers.set(url, resolve));
  const shell = new Shell({
    stores,
    fetch: (request) => coming(typeof request === "string" ? request : request.url),
    page: PAGE,
    build: "b1",
    pause: () => new Promise(() => undefined),
  });
  const file = "https://x.example/static/app/assets/set-1.js";
  const next = "https://x.example/static/app/assets/set-2.js";
  const keeping = shell.keep([file, next]);
  const fetching = shell.answerFile({ url: next } as Request);
  await vi.waitUntil(() => answers.has(PAGE) && answers.has(next));
  answers.get(PAGE)?.(page(""));
  await vi.waitUntil(() => answers.has(file));
  await shell.forget();
  answers.get(file)?.(page("script"));
  answers.get(next)?.(page("script"));
  await keeping;
  expect(await (await fetching).text()).toBe("script");
  expect([...stores.stores.keys()]).toEqual([]);
});
