// `import "voldaan/element/vue"`: the element, and its tag in templates. Tell the compiler that the tag is no component:
// `compilerOptions.isCustomElement: (tag) => tag === "voldaan-calculator"`.

import type { HTMLAttributes } from "vue";
import type { VoldaanCalculator, VoldaanCalculatorAttributes, VoldaanCalculatorEventMap } from "../element.js";

export { VoldaanCalculator } from "../element.js";

interface Props extends VoldaanCalculatorAttributes, Omit<HTMLAttributes, keyof VoldaanCalculatorAttributes> {
  onInput?: ((event: Event) => void) | undefined;
  onChange?: ((event: Event) => void) | undefined;
  onVoldaanCalculate?: ((event: VoldaanCalculatorEventMap["voldaan-calculate"]) => void) | undefined;
  onVoldaanExplain?: ((event: VoldaanCalculatorEventMap["voldaan-explain"]) => void) | undefined;
}

/** The tag as templates see it. */
export interface VoldaanCalculatorTag {
  new (): VoldaanCalculator & { $props: Props };
}

declare module "vue" {
  interface GlobalComponents {
    "voldaan-calculator": VoldaanCalculatorTag;
  }
}
