/** graphics/<event>: what on-air graphics show; the mirror of `GraphicsTopic`. */
import { defineTopic } from "../../../live/frontend/topics";

export const graphicsTopic = defineTopic("graphics", {
  apply(state, fact) {
    switch (fact.kind) {
      case "GraphicShown":
        return { ...state, shown: fact.data.shown };
      case "GraphicHidden":
      case "QuestionOnAirChanged":
        return { ...state, shown: fact.data.shown, question: fact.data.question };
      case "TickerChanged":
        return { ...state, shown: fact.data.shown, ticker: fact.data.ticker };
      case "AutoHideChanged":
        return { ...state, auto_hide: fact.data.auto_hide };
    }
  },
});
