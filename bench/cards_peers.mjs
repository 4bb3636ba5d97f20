// The same cards by other engines. Copied by cards.py into the folder where npm has put them.
// Each line of stdin names a range of cards; the answer is the seconds that they took, passed and used.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Resvg } from "@resvg/resvg-js";
import satori from "satori";
import sharp from "sharp";

const [kind, folder, out, logoPath, photos] = process.argv.slice(2);
sharp.concurrency(1);
sharp.cache(false);
const W = 1080;
const woff = (script) => readFileSync(new URL(`./node_modules/@fontsource/noto-sans/files/noto-sans-${script}-700-normal.woff`, import.meta.url));
const fonts = ["latin", "cyrillic"].map((script) => ({ name: script, data: woff(script), weight: 700, style: "normal" }));
const words = [
  ["Winter", "roast", "from", "the", "north", "harvest", "morning", "filter", "honest", "river", "market"],
  ["Зимняя", "обжарка", "с", "севера", "урожай", "утро", "фильтр", "честный", "река", "рынок", "друзья"],
];
const emoji = "data:image/svg+xml;base64," + Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><circle cx="18" cy="18" r="16" fill="#fc3"/><path d="M8 20q10 12 20 0" fill="#633"/></svg>').toString("base64");
const logoData = "data:image/png;base64," + readFileSync(logoPath).toString("base64");
const logo = await sharp(logoPath).resize({ height: 88 }).png().toBuffer();

function headline(number) {
  const chosen = [];
  for (let n = 0; n < 3 + (number * 7) % 7; n++) chosen.push(words[number % 2][(number * 5 + n * 3) % 11]);
  return chosen.join(" ");
}

// SVG has no line breaking: estimate it, the largest size that fits five lines first.
function lines(text, size) {
  const most = Math.floor((W - 160) / (size * 0.58));
  const found = [""];
  for (const word of text.split(" ")) {
    if ((found.at(-1) + " " + word).trim().length > most) found.push(word);
    else found[found.length - 1] = (found.at(-1) + " " + word).trim();
  }
  return found;
}

function fitted(text) {
  for (let size = 110; size > 48; size -= 4) {
    const found = lines(text, size);
    if (found.length <= 5 && found.length * size * 1.15 < 560) return [size, found];
  }
  return [48, lines(text, 48)];
}

async function bySharp(number, photo) {
  const [size, found] = fitted(headline(number) + " ☕");
  const top = W - 90 - (found.length - 1) * size * 1.15;
  const spans = found.map((line, n) => `<tspan x="80" y="${top + n * size * 1.15}">${line}</tspan>`).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${W}"><defs><linearGradient id="g" x2="0" y2="1"><stop offset=".3" stop-color="#14233b" stop-opacity="0"/><stop offset="1" stop-color="#14233b" stop-opacity=".9"/></linearGradient></defs><rect width="${W}" height="${W}" fill="url(#g)"/><text font-family="Noto Sans, sans-serif" font-weight="700" font-size="${size}" fill="#fff">${spans}</text></svg>`;
  return sharp(photo).resize(W, W).composite([{ input: Buffer.from(svg) }, { input: logo, left: 80, top: 80 }]).jpeg({ quality: 85 }).toBuffer();
}

const box = (style, children) => ({ type: "div", props: { style: { display: "flex", ...style }, children } });

async function svgOf(number, photo) {
  const text = headline(number) + " ☕";
  const [size] = fitted(text);
  const layers = [
    box({ position: "absolute", left: 0, top: 0, width: W, height: W, backgroundImage: "linear-gradient(to bottom, rgba(20,35,59,0) 30%, rgba(20,35,59,.9))" }, []),
    { type: "img", props: { src: logoData, height: 88, width: 88, style: { position: "absolute", left: 80, top: 80 } } },
    box({ position: "absolute", left: 80, bottom: 80, width: W - 160, fontSize: size, color: "white", lineHeight: 1.15 }, text),
  ];
  if (photo) layers.unshift({ type: "img", props: { src: photo, width: W, height: W, style: { position: "absolute", left: 0, top: 0, objectFit: "cover" } } });
  const tree = box({ width: W, height: W, fontFamily: "latin, cyrillic" }, layers);
  return satori(tree, { width: W, height: W, fonts, graphemeImages: { "☕": emoji } });
}

const raw = (image) => sharp(image.pixels, { raw: { width: image.width, height: image.height, channels: 4 } });
const draw = {
  sharp: bySharp,
  layer: async (number, photo) => {
    const layer = new Resvg(await svgOf(number, null)).render();
    const over = { input: layer.pixels, raw: { width: W, height: W, channels: 4 } };
    return sharp(photo).resize(W, W).composite([over]).jpeg({ quality: 85 }).toBuffer();
  },
  satori: async (number, photo) => {
    const source = "data:image/jpeg;base64," + photo.toString("base64");
    return raw(new Resvg(await svgOf(number, source)).render()).removeAlpha().jpeg({ quality: 85 }).toBuffer();
  },
}[kind];

for await (const line of createInterface({ input: process.stdin })) {
  const [start, end] = line.split(" ").map(Number);
  const began = performance.now();
  const before = process.cpuUsage();
  for (let number = start; number < end; number++) {
    writeFileSync(`${out}/${kind}-${number}.jpg`, await draw(number, readFileSync(`${folder}/${number % photos}.jpg`)));
  }
  const { user, system } = process.cpuUsage(before);
  console.log((performance.now() - began) / 1000, (user + system) / 1e6);
}
