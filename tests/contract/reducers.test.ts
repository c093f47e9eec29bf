/**
 * The contract of the stores: old state + messages = new state, for the cases that Python wrote from the real services.
 *
 * `cases/<prefix>.json` holds `[{name, topic, before, messages, after}]`; the messages are as on the wire.
 */
import { describe, expect, it } from "vitest";
import { definedPrefixes, topicDefinition, type ValueMap, type WireFact } from "../../live/frontend/topics";

type Message =
  | { readonly type: "facts"; readonly facts: readonly WireFact[] }
  | { readonly type: "values"; readonly values: ValueMap };

interface Case {
  readonly name: string;
  readonly topic: string;
  readonly before: unknown;
  readonly messages: readonly Message[];
  readonly after: unknown;
}

// Every room's reducers, wherever it keeps them: importing a module defines its topics.
import.meta.glob("../../*/frontend/{topic,topics}.ts", { eager: true });
import.meta.glob("../../*/frontend/topics/*.ts", { eager: true });

const files = import.meta.glob<Case[]>("./cases/*.json", { eager: true, import: "default" });

for (const [path, cases] of Object.entries(files)) {
  describe(path.replace(/^.*\/|\.json$/g, ""), () => {
    it.each(cases)("$name", ({ topic, before, messages, after }) => {
      const definition = topicDefinition(topic);
      let state: unknown = freeze(structuredClone(before));
      for (const message of messages) {
        if (message.type === "facts") {
          for (const fact of message.facts) state = freeze(definition.apply(state, fact));
        } else {
          if (!definition.values) throw new Error(`expected "values" in the reducers of ${topic}, got none`);
          state = freeze(definition.values(state, message.values));
        }
      }
      expect(state).toEqual(after);
    });
  });
}

describe("coverage", () => {
  it("every topic that a page defines has cases", () => {
    const covered = Object.values(files).flatMap((cases) => cases.map(({ topic }) => topic.split("/", 1)[0]));
    expect(definedPrefixes().filter((prefix) => !covered.includes(prefix))).toEqual([]);
  });
});

/** A reducer that changes its argument fails: what is frozen throws. */
function freeze(value: unknown): unknown {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}
