/** Typed dictionaries: a message that is missing in one language does not compile. */

export type Language = "en" | "fr";

/** A sentence, or one for each plural form; `{name}` is where a parameter goes. */
export type Message = string | { readonly one: string; readonly other: string };
type Dictionary = Readonly<Record<string, Message>>;

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type NamesOf<M> = M extends string ? NamesIn<M> : M extends { one: infer One; other: infer Other } ? "n" | NamesIn<One> | NamesIn<Other> : never;
type Value = string | number;
type Parameters<M> = { readonly [Name in NamesOf<M>]: Name extends "n" ? number : Value };

/** A function from a key and its parameters to the text in the page's language. */
export type Translate<En extends Dictionary, Fr extends Dictionary> = <Key extends keyof En & keyof Fr & string>(
  key: Key,
  ...parameters: [NamesOf<En[Key] | Fr[Key]>] extends [never] ? [] : [parameters: Parameters<En[Key] | Fr[Key]>]
) => string;

// What the server wrote on <html>, until the page's configuration says it (not every page has one).
let language: Language = document.documentElement.lang.startsWith("fr") ? "fr" : "en";
const listeners = new Set<() => void>();

/** The language that messages and formats are in. */
export function currentLanguage(): Language {
  return language;
}

/** Change the language; every LiveElement on the page renders again. */
export function setLanguage(next: Language): void {
  if (next === language) return;
  language = next;
  for (const listener of [...listeners]) listener();
}

/** Call `listener` when the language changes; returns how to stop. */
export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Return the translator of a dictionary. Both languages have the same keys; `{n}` chooses the plural form. */
export function messages<const En extends Dictionary, const Fr extends Readonly<Record<keyof En, Message>>>(
  dictionaries: { readonly en: En; readonly fr: Fr & Readonly<Record<Exclude<keyof Fr, keyof En>, never>> },
): Translate<En, Fr> {
  const dictionaryOf = (wanted: Language): Dictionary => dictionaries[wanted];
  const translate = (key: string, parameters: Readonly<Record<string, Value>> = {}): string => {
    const message = dictionaryOf(language)[key];
    if (message === undefined) return key;
    const text = typeof message === "string" ? message : message[pluralForm(Number(parameters["n"]))];
    return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
      const value = parameters[name];
      if (value === undefined) return hole;
      return typeof value === "number" ? numbersOf(language).format(value) : value;
    });
  };
  return translate;
}

/** French counts 0 as one thing, English as many; "many" (millions in French) reads as "other". */
function pluralForm(n: number): "one" | "other" {
  let rules = pluralRules.get(language);
  if (!rules) pluralRules.set(language, (rules = new Intl.PluralRules(language)));
  return rules.select(n) === "one" ? "one" : "other";
}

// To make one costs a hundred times what it costs to use it, and a page of rows says hundreds of numbers.
const pluralRules = new Map<Language, Intl.PluralRules>();
const numberFormats = new Map<Language, Intl.NumberFormat>();

/** The format of whole numbers in a language. */
export function numbersOf(wanted: Language): Intl.NumberFormat {
  let format = numberFormats.get(wanted);
  if (!format) numberFormats.set(wanted, (format = new Intl.NumberFormat(wanted)));
  return format;
}
