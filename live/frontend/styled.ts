/** Values in a stylesheet's custom properties: set by script, as the content security policy forbids style attributes. */
import { noChange } from "lit";
import { Directive, directive, type ElementPart } from "lit/directive.js";

type Values = Readonly<Record<`--${string}`, string>>;

class Styled extends Directive {
  private readonly set = new Map<string, string>();

  override render(_values: Values): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [values]: [Values]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(values)) {
      if (this.set.get(name) === value) continue;
      this.set.set(name, value);
      style.setProperty(name, value);
    }
    return noChange;
  }
}

/** ``html`<i ${styled({"--theme": "#aa3300"})}></i>` ``. */
export const styled = directive(Styled);
