// The press of a button, from the pointer going down to the click: what is drawn anew in between would never hear of it.

/** A press that never ends, as where the button is let go outside of the browser, is not waited for. */
const PRESS_MILLISECONDS_MAX = 10_000;

let press;

addEventListener(
  "pointerdown",
  ({ button }) => {
    if (button !== 0) return;
    press = new Promise((released) => {
      // The click comes with the release, before what is set for later.
      for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(released), { once: true, capture: true });
      setTimeout(released, PRESS_MILLISECONDS_MAX);
    });
  },
  true,
);

/** Waits until nothing is being pressed. */
export const released = () => press;
