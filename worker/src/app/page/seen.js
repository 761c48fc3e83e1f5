// Says that a person looks at the invoice, once somebody moves, scrolls, touches or types on the visible page. A mail scanner that only
// loads the page says nothing. Without script nothing is said, and all else works.
const { nonce } = document.currentScript.dataset;
const signs = ["pointermove", "pointerdown", "keydown", "scroll", "touchstart"];
const seen = () => {
  if (document.visibilityState !== "visible") return;
  for (const sign of signs) removeEventListener(sign, seen);
  navigator.sendBeacon(location.pathname, new URLSearchParams({ deed: "seen", nonce }));
};
for (const sign of signs) addEventListener(sign, seen, { passive: true });
