// How well colours are read (WCAG 2.2, 1.4.3), by the measure of the service: core/src/pdf/colour.rs and worker/src/app/page/brand.rs. What is
// seen while a colour is chosen is what customers will see.

/** The contrast that text needs, in hundredths. */
export const CONTRAST_MIN = 450;

/** The darkest ground of the customers' pages that text stands on, as `tokens.css` has it. */
const GROUND = [0xee, 0xf1, 0xf4];
const WHITE = [255, 255, 255];

/** The linear light of a channel value in 65,535ths (IEC 61966-2-1, 5.2). */
const light = (value) => Math.round(65_535 * (value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));

/** The same, as the service has it: in steps of five, and straight between them. */
function linear(channel) {
  const rest = channel % 5, step = channel - rest;
  return Math.floor((light(step) * (5 - rest) + light(Math.min(255, step + 5)) * rest) / 5);
}

const luminance = (channels) => channels.reduce((sum, channel, index) => sum + linear(channel) * [2126, 7152, 722][index], 0);

/** The contrast of two colours in hundredths, cut off: what fails never looks as if it passed. */
function ratio(one, two) {
  const [low, high] = [luminance(one), luminance(two)].sort((first, second) => first - second).map((sum) => sum + 32_767_500);
  return Math.floor((high * 100) / low);
}

const channelsOf = (hex) => /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)?.slice(1).map((text) => parseInt(text, 16));

/** The contrast of a colour to white, in hundredths; nothing where it is no colour. */
export function contrast(hex) {
  const channels = channelsOf(hex);
  return channels && ratio(channels, WHITE);
}

/** A colour as the customers' pages show it where it is light: the nearest shade that can be read there. */
export function shade(hex) {
  const channels = channelsOf(hex);
  for (let rest = 100; ; rest -= 1) {
    const darker = channels.map((channel) => Math.floor((channel * rest) / 100));
    if (ratio(darker, GROUND) >= CONTRAST_MIN) return `#${darker.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
  }
}
