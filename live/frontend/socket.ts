/** One WebSocket from its opening to its end: parses frames, and notices when the other side has gone silent. */
import { ABNORMAL } from "./backoff";
import type { Environment, SocketLike } from "./environment";
import type { ClientMessage, ServerMessage } from "./messages";

/** The server beats every 10 s; three missed and some slack for a busy page. */
const SILENCE_MS = 35_000;
/** A handshake that takes longer has met a network that swallows packets. */
const OPENING_MS = 10_000;

export interface SocketHandlers {
  message(message: ServerMessage): void;
  /** Called once, whoever ended it; `reason` is the server's, empty from this side. */
  ended(code: number, reason: string): void;
}

export class LiveSocket {
  private readonly socket: SocketLike;
  private heardAtMs: number;
  private cancelWatch: () => void;
  private over = false;

  constructor(
    address: string,
    private readonly environment: Environment,
    private readonly handlers: SocketHandlers,
  ) {
    this.heardAtMs = environment.now();
    this.cancelWatch = environment.after(OPENING_MS, () => {
      this.end(ABNORMAL);
    });
    this.socket = environment.openSocket(address);
    this.socket.onopen = () => {
      this.watch();
    };
    this.socket.onmessage = (event) => {
      this.receive(event.data);
    };
    this.socket.onclose = (event) => {
      this.end(event.code || ABNORMAL, event.reason);
    };
    this.socket.onerror = null; // a close event always follows, and says more
  }

  send(message: ClientMessage): void {
    if (!this.over) this.socket.send(JSON.stringify(message));
  }

  /** End it from this side, at once: a peer that is gone would let the closing handshake hang. */
  end(code: number, reason = ""): void {
    if (this.over) return;
    this.over = true;
    this.cancelWatch();
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close(1000);
    this.handlers.ended(code, reason);
  }

  /** End it if nothing was heard for three beats; a page that slept finds out here, since its timers slept too. */
  checkSilence(): void {
    if (this.environment.now() - this.heardAtMs >= SILENCE_MS) this.end(ABNORMAL);
  }

  private watch(): void {
    this.cancelWatch();
    this.heardAtMs = this.environment.now();
    const look = (): void => {
      this.checkSilence();
      if (this.over) return;
      const leftMs = this.heardAtMs + SILENCE_MS - this.environment.now();
      this.cancelWatch = this.environment.after(leftMs, look);
    };
    this.cancelWatch = this.environment.after(SILENCE_MS, look);
  }

  private receive(data: unknown): void {
    this.heardAtMs = this.environment.now();
    let messages: readonly ServerMessage[];
    try {
      messages = parseFrame(String(data));
    } catch (error) {
      console.error("live: a frame could not be read", error);
      this.end(ABNORMAL);
      return;
    }
    for (const message of messages) {
      if (this.over) return;
      try {
        this.handlers.message(message);
      } catch (error) {
        console.error(`live: a "${message.type}" message was not handled`, error); // the next ones still count
      }
    }
  }
}

function parseFrame(text: string): readonly ServerMessage[] {
  const frame: unknown = JSON.parse(text);
  if (!Array.isArray(frame)) throw new Error(`expected an array of messages, got ${text.slice(0, 80)}`);
  return frame as readonly ServerMessage[];
}
