/** `stream/<event>`: whether there is a picture, and where. Mirrors `streaming/topics.py`. */
import { defineTopic } from "../../live/frontend/topics";
import type { StreamState } from "../../live/frontend/wire.gen";

const NO_STREAM: Omit<StreamState, "since_ms"> = { status: "offline", dash_url: null, hls_url: null };

export const streamTopic = defineTopic("stream", {
  apply(state, fact): StreamState {
    const { since_ms } = fact.data;
    switch (fact.kind) {
      case "StreamOpened":
        return { status: "starting", dash_url: fact.data.dash_url, hls_url: fact.data.hls_url, since_ms };
      case "StreamStarted":
        return { ...state, status: "live", since_ms };
      case "StreamInterrupted":
        return { ...state, status: "slate", since_ms };
      case "StreamEnded":
        return { ...NO_STREAM, since_ms };
    }
  },
});
