// Writes static/map/world.svg, the outline of the land under the markers of the populations page.
// node scripts/node/make-map.mjs          writes the file
// node scripts/node/make-map.mjs --check  fails where the file is not what would be written
//
// Equirectangular: a degree is as wide as it is high, so that a marker's place is two multiplications. The numbers are
// those of src/ui/component/world_map.rs; tests/app/populations.rs holds both to each other.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

import { feature } from "topojson-client";

/** What is shown, in degrees: from the strait between America and Asia eastwards, without Antarctica. */
const WEST = -170;
const EAST = 190;
const NORTH = 78;
const SOUTH = -56;
const WIDTH = 1000;
const SCALE = WIDTH / (EAST - WEST);
const HEIGHT = Math.round((NORTH - SOUTH) * SCALE);

/** Islands of less than so many square units are left out: a dot of land beside a marker only disturbs. */
const LEAST = 1.5;

/** Most bytes after gzip -9. */
const MOST = 15_000;

const file = new URL("../../static/map/world.svg", import.meta.url);
const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/land-110m.json"), "utf8"));

/** The rings of all land, each a list of [x, y] in tenths of a unit. */
const rings = feature(atlas, atlas.objects.land)
  .features.flatMap(({ geometry }) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates))
  .flat()
  .map((ring) => joined(ring).map((point) => projected(point).map((number) => Math.round(number * 10))))
  .map(withoutRepeats)
  .filter((ring) => ring.length > 2 && area(ring) > LEAST * 100);

/** Joins a ring that the edge of the atlas cuts, and puts it where most of it is seen. */
function joined(ring) {
  let turns = 0;
  const whole = ring.map(([longitude, latitude], at) => {
    const step = at === 0 ? 0 : longitude - ring[at - 1][0];
    if (Math.abs(step) > 180) turns -= Math.sign(step) * 360;
    return [longitude + turns, latitude];
  });
  const longitudes = whole.map(([longitude]) => longitude);
  const middle = (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
  const shift = -Math.floor((middle - WEST) / 360) * 360;
  return whole.map(([longitude, latitude]) => [longitude + shift, latitude]);
}

/** Returns a point's place on the map. */
function projected([longitude, latitude]) {
  return [clamp((longitude - WEST) * SCALE, 0, WIDTH), clamp((NORTH - latitude) * SCALE, 0, HEIGHT)];
}

function clamp(number, least, most) {
  return Math.min(Math.max(number, least), most);
}

function withoutRepeats(ring) {
  return ring.filter(([x, y], at) => at === 0 || x !== ring[at - 1][0] || y !== ring[at - 1][1]);
}

function area(ring) {
  const twice = ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** Writes a ring as steps from point to point, in tenths. */
function path(ring) {
  const number = (tenths) => String(tenths / 10).replace(/^(-?)0\./, "$1.");
  const pair = ([x, y]) => `${number(x)}${y < 0 ? "" : " "}${number(y)}`;
  const steps = ring.slice(1).map(([x, y], at) => pair([x - ring[at][0], y - ring[at][1]]));
  return `M${pair(ring[0])}l${steps.join(" ").replaceAll(" -", "-")}z`;
}

// A grey of half strength is seen on light and on dark paper, and needs no style.
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">\
<path fill="#7d8790" fill-opacity=".3" d="${rings.map(path).join("")}"/></svg>\n`;

const zipped = gzipSync(svg, { level: 9 }).length;
if (zipped > MOST) throw new Error(`the map has ${zipped} bytes after gzip, more than ${MOST}`);
if (!process.argv.includes("--check")) {
  writeFileSync(file, svg);
} else if (readFileSync(file, "utf8") !== svg) {
  throw new Error("static/map/world.svg is not what scripts/node/make-map.mjs writes: run it, and look at the page");
}
console.log(`static/map/world.svg: ${svg.length} bytes, ${zipped} after gzip`);
