/** chat/<event>/<room>: what is said in a room; the mirror of `ChatTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import { placed, without } from "./records";

export const chatTopic = defineTopic("chat", {
  apply(state, fact) {
    switch (fact.kind) {
      case "ChatMessagePosted": {
        const keptFrom = Math.max(state.kept_from, fact.data.kept_from);
        const messages = placed(state.messages, fact.data.message, "number").filter(({ number }) => number >= keptFrom);
        return { ...state, messages, kept_from: keptFrom };
      }
      case "ChatMessageRestored": {
        const messages = placed(state.messages, fact.data.message, "number");
        return { ...state, messages: messages.filter(({ number }) => number >= state.kept_from) };
      }
      case "ChatMessageHidden":
        return {
          ...state,
          messages: without(state.messages, [fact.data.message_id]),
          pinned: without(state.pinned, [fact.data.message_id]),
        };
      case "ChatMessagesErased":
        return {
          ...state,
          messages: without(state.messages, fact.data.message_ids),
          pinned: without(state.pinned, fact.data.message_ids),
        };
      case "ChatMessagePinned":
        return { ...state, pinned: [...without(state.pinned, [fact.data.message.id]), fact.data.message] };
      case "ChatMessageUnpinned":
        return { ...state, pinned: without(state.pinned, [fact.data.message_id]) };
      case "ChatPolicyChanged":
        return { ...state, policy: fact.data.policy };
      case "ChatRulesChanged":
        return { ...state, rules: fact.data.rules };
    }
  },
  values: (state, values) => ({ ...state, posted: Number(values["posted"]) }),
});
