// `import "voldaan/element/react"`: the element, and its tag in JSX (React 19).

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { VoldaanCalculator, VoldaanCalculatorAttributes, VoldaanCalculatorEventMap } from "../element.js";

export { VoldaanCalculator } from "../element.js";

type TagAttributes = Omit<DetailedHTMLProps<HTMLAttributes<VoldaanCalculator>, VoldaanCalculator>, keyof VoldaanCalculatorAttributes>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "voldaan-calculator": TagAttributes &
        VoldaanCalculatorAttributes & {
          "onvoldaan-calculate"?: ((event: VoldaanCalculatorEventMap["voldaan-calculate"]) => void) | undefined;
          "onvoldaan-explain"?: ((event: VoldaanCalculatorEventMap["voldaan-explain"]) => void) | undefined;
        };
    }
  }
}
