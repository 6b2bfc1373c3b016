// local-page.mjs SITE FOLDER: makes of the site, as it is hosted, the one that this computer serves to itself: the page may also
// ask servers of this computer, and its mirror list has the demonstration mirror.

import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [site, folder] = process.argv.slice(2);

function edit(name, change) {
  const file = join(folder, name);
  const before = readFileSync(file, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${file} is not as expected`);
  writeFileSync(file, after);
}

rmSync(folder, { recursive: true, force: true });
cpSync(site, folder, { recursive: true });
edit("index.html", (page) => page.replace("connect-src 'self'", "$& http://127.0.0.1:* http://localhost:*"));
edit("static/mirrors.json", (text) => {
  const list = JSON.parse(text);
  list.mirrors.push(JSON.parse(readFileSync("examples/demo_mirror/mirror.json", "utf8")));
  return JSON.stringify(list, null, 2);
});
