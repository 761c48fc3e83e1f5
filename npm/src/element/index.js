// Entry of `voldaan/element`: defines `<voldaan-calculator>` where there are custom elements.

import { VoldaanCalculator } from "./calculator.js";

if (globalThis.customElements !== undefined && customElements.get("voldaan-calculator") === undefined) {
  customElements.define("voldaan-calculator", VoldaanCalculator);
}

export { VoldaanCalculator };
