// What is shown while somebody types: asked for a moment after the last key, and only the newest answer is shown.

/** Time to wait after a key. */
const PAUSE_MILLISECONDS = 350;

/** `show(isNewest)` is called at once by `now`, a moment after the last call by `later`; what `isNewest()` denies comes too late. */
export function live(show) {
  let asked = 0, timer;
  const now = () => {
    const mine = ++asked;
    return show(() => mine === asked);
  };
  return { now, later: () => (clearTimeout(timer), (timer = setTimeout(now, PAUSE_MILLISECONDS))) };
}
