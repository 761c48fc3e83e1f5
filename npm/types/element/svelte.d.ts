// `import "voldaan/element/svelte"`: the element, and its tag in Svelte's markup (Svelte 5).

import type { HTMLAttributes } from "svelte/elements";
import type { VoldaanCalculator, VoldaanCalculatorAttributes, VoldaanCalculatorEventMap } from "../element.js";

export { VoldaanCalculator } from "../element.js";

interface TagAttributes extends VoldaanCalculatorAttributes, Omit<HTMLAttributes<VoldaanCalculator>, keyof VoldaanCalculatorAttributes> {
  "onvoldaan-calculate"?: ((event: VoldaanCalculatorEventMap["voldaan-calculate"]) => void) | undefined;
  "onvoldaan-explain"?: ((event: VoldaanCalculatorEventMap["voldaan-explain"]) => void) | undefined;
}

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "voldaan-calculator": TagAttributes;
  }
}
