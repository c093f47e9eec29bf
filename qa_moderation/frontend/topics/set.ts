/** set/<event>: what the host sees; the mirror of `SetTopic`. */
import { defineTopic } from "../../../live/frontend/topics";
import type { DeskQuestion } from "../../../live/frontend/wire.gen";
import {
  questionsOf,
  withFeeds,
  withFields,
  withFlags,
  withoutQuestion,
  withoutQuestions,
  withPrompts,
  withQuestion,
  withThemes,
  withUpvotes,
  type ById,
} from "./records";

const ON_SET: readonly DeskQuestion["state"][] = ["on_deck", "on_air", "parked", "answered", "skipped"];

export const setTopic = defineTopic("set", {
  apply(state, fact) {
    switch (fact.kind) {
      case "QuestionClaimed":
        return { ...state, questions: withFields(state.questions, fact.data.question_id, { claim: fact.data.claim }) };
      case "SimilarFound":
        return { ...state, questions: withFields(state.questions, fact.data.question_id, { similar: fact.data.similar }) };
      case "QuestionsFlagged":
        return { ...state, questions: withFlags(state.questions, fact.data.flagged) };
      case "ThemesChanged":
        return { ...state, themes: fact.data.themes, questions: withThemes(state.questions, fact.data.themes) };
      case "FeedsChanged":
        return {
          ...state,
          feeds: fact.data.feeds,
          prompts: withPrompts(state.prompts, fact.data.feeds),
          questions: withFeeds(state.questions, fact.data.feeds),
        };
      case "PromptChanged":
        return { ...state, prompts: { ...state.prompts, [fact.data.feed]: fact.data.prompt } };
      case "QuestionsErased": {
        const { question_ids, changed, deck } = fact.data;
        const left = withoutQuestions(state.questions, question_ids);
        return { ...state, questions: changed.reduce(place, left), deck: deck ?? state.deck };
      }
      case "SetAskersShown":
        return { ...state, questions: fact.data.questions.reduce(place, state.questions) };
      case "DeckOrdered":
        return { ...state, deck: fact.data.deck };
      default: {
        const { data } = fact;
        const deck = ("deck" in data ? data.deck : null) ?? state.deck;
        const left = "evicted_id" in data ? withoutQuestion(state.questions, data.evicted_id) : state.questions;
        return { ...state, questions: questionsOf(data).reduce(place, left), deck };
      }
    }
  },
  values: (state, values) => ({ ...state, upvotes: withUpvotes(state.upvotes, values) }),
});

function place(questions: ById<DeskQuestion>, question: DeskQuestion): Record<string, DeskQuestion> {
  return ON_SET.includes(question.state) ? withQuestion(questions, question) : withoutQuestion(questions, question.id);
}
