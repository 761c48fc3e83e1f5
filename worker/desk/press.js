// The press of a button, from the pointer going down to the click: what is drawn anew in between would never hear of it.

/** A press that never ends, as where the button is let go outside of the browser, is not waited for. */
const PRESS_MILLISECONDS_MAX = 10_000;

let press;
let release = () => {};

const begin = ({ button }) => {
  if (button !== 0) return;
  press = new Promise((resolve) => (release = resolve));
  setTimeout(release, PRESS_MILLISECONDS_MAX);
};
// The click comes with the release, before what is set for later.
const end = () => setTimeout(release);

addEventListener("pointerdown", begin, true);
addEventListener("pointerup", end, true);
addEventListener("pointercancel", end, true);

/** Waits until nothing is being pressed. */
export const released = () => press;
