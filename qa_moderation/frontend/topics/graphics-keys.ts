/** graphics-keys/<event>: the keys to the graphics' pages; the mirror of `GraphicsKeysTopic`. */
import { defineTopic } from "../../../live/frontend/topics";

const SEEN = "seen/";

export const graphicsKeysTopic = defineTopic("graphics-keys", {
  apply(state, fact) {
    switch (fact.kind) {
      case "GraphicsKeyMade":
        return { ...state, keys: { ...state.keys, [String(fact.data.key.id)]: fact.data.key } };
      case "GraphicsKeyRevoked": {
        const gone = String(fact.data.key_id);
        return { ...state, keys: Object.fromEntries(Object.entries(state.keys).filter(([id]) => id !== gone)) };
      }
    }
  },
  values(state, values) {
    const seen = { ...state.seen };
    for (const [key, atMs] of Object.entries(values)) seen[key.replace(SEEN, "")] = Number(atMs);
    return { ...state, seen: Object.fromEntries(Object.entries(seen).filter(([, atMs]) => atMs !== 0)) };
  },
});
