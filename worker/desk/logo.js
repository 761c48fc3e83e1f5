// Makes a logo of what somebody chose: PNG and JPEG that are small enough as they are; what documents do not take, an SVG or a photo that is
// too large, drawn as a PNG. An SVG is drawn as an image, in which no script of it runs.

/** The service takes logos of this many bytes. */
const BYTES_MAX = 256 * 1024;
/** Twice what a logo of 60 mm needs at 300 to the inch. */
const WIDTH_MAX = 1400;
const HEIGHT_MAX = 560;
const SMALLER = 0.7;

const urlOf = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(blob);
  });

const base64 = (url) => url.slice(url.indexOf(",") + 1);

/** A file in base64. */
export const base64Of = async (file) => base64(await urlOf(file));

/** The address of a logo in base64. */
export const logoUrl = (logo) => `data:${logo.startsWith("/9j/") ? "image/jpeg" : "image/png"};base64,${logo}`;

async function image(url) {
  const shown = new Image();
  shown.src = url;
  await shown.decode();
  return shown;
}

/** An image as a PNG that is at most so wide and high. */
function asPng(shown, isVector, width, height) {
  // An SVG without a size of its own has the usual one of an image.
  const [own, tall] = [shown.naturalWidth || 300, shown.naturalHeight || 150];
  const fit = Math.min(width / own, height / tall);
  const scale = isVector ? fit : Math.min(1, fit);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(own * scale));
  canvas.height = Math.max(1, Math.round(tall * scale));
  canvas.getContext("2d").drawImage(shown, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** The logo in base64; fails where the file is no image that the browser can read. */
export async function drawn(file) {
  const url = await urlOf(file);
  const shown = await image(url);
  if (/^image\/(png|jpeg)$/.test(file.type) && file.size <= BYTES_MAX) return base64(url);
  for (let [width, height] = [WIDTH_MAX, HEIGHT_MAX]; ; width *= SMALLER, height *= SMALLER) {
    const made = await asPng(shown, file.type === "image/svg+xml", width, height);
    if (made.size <= BYTES_MAX) return base64Of(made);
  }
}
