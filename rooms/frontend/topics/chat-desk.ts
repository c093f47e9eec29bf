/** chat-desk/<event>: what moderators keep clean; the mirror of `ChatDeskTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import type { ChatDeskState } from "../../../live/frontend/wire.gen";
import { placed } from "./records";

export const chatDeskTopic = defineTopic("chat-desk", {
  apply(state, fact) {
    switch (fact.kind) {
      case "DeskChatMessageTold":
      case "DeskChatMessageMoved":
      case "DeskChatMessageReported": {
        const keptFrom = Math.max(state.kept_from, fact.data.kept_from);
        const messages = placed(state.messages, fact.data.message, "told_number").filter(
          (message) =>
            message.told_number >= keptFrom || message.state === "held" || message.is_reported || message.is_pinned,
        );
        return { ...state, messages, kept_from: keptFrom };
      }
      case "DeskChatPersonErased":
        return {
          ...state,
          messages: state.messages.filter(({ author_id }) => author_id !== fact.data.attendee_id),
          sanctions: lifted(state, fact.data.attendee_id),
        };
      case "ChatSanctioned": {
        const { sanction } = fact.data;
        return { ...state, sanctions: { ...state.sanctions, [String(sanction.attendee_id)]: sanction } };
      }
      case "ChatSanctionLifted":
        return { ...state, sanctions: lifted(state, fact.data.attendee_id) };
      case "DeskChatPolicyChanged":
        return { ...state, policies: { ...state.policies, [fact.data.room]: fact.data.policy } };
      case "ChatWordsChanged":
        return { ...state, words: fact.data.words, words_version: fact.data.version };
    }
  },
  values(state, values) {
    const posted = { ...state.posted };
    for (const [key, count] of Object.entries(values)) posted[key.replace("posted/", "")] = Number(count);
    return { ...state, posted };
  },
});

function lifted(state: ChatDeskState, attendeeId: number): ChatDeskState["sanctions"] {
  return Object.fromEntries(Object.entries(state.sanctions).filter(([key]) => key !== String(attendeeId)));
}
