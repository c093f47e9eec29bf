/** my-chat/<event>/<subject>: what became of one's own messages; the mirror of `MyChatTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import { placed } from "./records";

/** As many as the server keeps (`OWN_KEPT` in rooms/limits.py); the contract cases tell when they differ. */
const OWN_KEPT = 20;

export const myChatTopic = defineTopic("my-chat", {
  apply(state, fact) {
    switch (fact.kind) {
      case "MyChatMessagePosted":
        return { ...state, messages: placed(state.messages, fact.data.message, "id").slice(-OWN_KEPT) };
      case "MyChatMessageMoved": {
        const { message } = fact.data;
        // One that has left the list does not come back for it.
        if (!state.messages.some(({ id }) => id === message.id)) return state;
        return { ...state, messages: placed(state.messages, message, "id") };
      }
      case "MyChatRulesAccepted":
        return { ...state, rules_accepted: true };
      case "MyChatSanctionChanged":
        return { ...state, sanction: fact.data.sanction };
    }
  },
});
