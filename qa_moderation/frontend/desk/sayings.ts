/** What the desk says for a while: what was done last, and what the set pressed. */

const SAID_MS = 12_000;
const NEWS_MS = 8_000;
const MOST_NEWS = 3;

export class Sayings {
  text = "";
  isBad = false;
  news: readonly string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly changed: () => void) {}

  say(text: string, isBad = false): void {
    this.text = text;
    this.isBad = isBad;
    clearTimeout(this.timer);
    if (text) {
      this.timer = setTimeout(() => {
        this.say("");
      }, SAID_MS);
    }
    this.changed();
  }

  tell(news: readonly string[]): void {
    if (news.length === 0) return;
    this.news = [...this.news, ...news].slice(-MOST_NEWS);
    setTimeout(() => {
      this.news = this.news.filter((text) => !news.includes(text));
      this.changed();
    }, NEWS_MS);
    this.changed();
  }
}
