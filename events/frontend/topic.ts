/** What every page knows of its event: phase, moments, name. The mirror of events/topics.py. */
import { defineTopic } from "../../live/frontend/topics";

export const eventTopic = defineTopic("event", {
  apply(state, fact) {
    switch (fact.kind) {
      case "PhaseChanged":
        return { ...state, phase: fact.data.phase, phase_since_ms: fact.data.since_ms };
      case "EventRescheduled":
        return { ...state, starts_at_ms: fact.data.starts_at_ms, ends_at_ms: fact.data.ends_at_ms };
      case "EventRenamed":
        return { ...state, name: fact.data.name };
    }
  },
});
