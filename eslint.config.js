import js from "@eslint/js";
import { configs as lit } from "eslint-plugin-lit";
import tseslint from "typescript-eslint";

const rooms = ["events", "rooms", "polls", "qa_moderation", "streaming", "configurator", "control_room"];

/**
 * A room's front end imports live/frontend and itself; siblings meet through DOM events. config/frontend wires them.
 * The control room stands above the rooms and may import the reducers of their topics.
 */
const borders = ["live", ...rooms].map((room) => ({
  name: `unveil/borders of ${room}`,
  files: [`${room}/frontend/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [...rooms, "config"]
          .filter((other) => other !== room)
          .filter((other) => room !== "control_room" || other === "config")
          .map((other) => ({
            regex: `(^|/)${other}/`,
            message: `${room}/frontend imports live/frontend and itself; meet ${other} through DOM events.`,
          })),
      },
    ],
  },
}));

const transports = ["fetch", "WebSocket", "EventSource", "XMLHttpRequest"].map((name) => ({
  name,
  message: "Elements render stores and send commands; a page's page.ts fetches, and live/frontend has the socket.",
}));

export default tseslint.config(
  { ignores: ["dist/", "var/", "node_modules/", ".venv/", "**/static/**", "**/*.gen.ts"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked, lit["flat/recommended"]],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "no-restricted-globals": ["error", ...transports],
      "@typescript-eslint/dot-notation": "off", // tsc's noPropertyAccessFromIndexSignature reads the other way
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unnecessary-type-parameters": "off", // follow<State>(name) names what the caller knows
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/unbound-method": "off", // Lit calls the listeners of a template with its element as `this`
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    name: "unveil/where bytes come from",
    files: ["live/frontend/environment.ts", "**/frontend/**/page.ts", "**/frontend/**/worker/*.ts", "streaming/frontend/**/*.ts"],
    rules: { "no-restricted-globals": "off" },
  },
  ...borders,
  { name: "unveil/tests", files: ["tests/**/*.ts"], rules: { "@typescript-eslint/no-non-null-assertion": "off" } },
);
