// Starts the app: loads its two files, says in words how far it is, and says plainly when it cannot, or has stopped.

const message = document.getElementById("loading");

/** @param {string} text */
function say(text) {
  if (message && message.textContent !== text) message.textContent = text;
}

/** @param {string} name */
function addressOf(name) {
  const content = document.querySelector(`meta[name="${name}"]`)?.getAttribute("content");
  return new URL(content ?? "", document.baseURI);
}

/** The pages that search the list of files at once. */
const SEARCHING = /^#\/(files?|populations?|sample|get)\b/;

/**
 * Asks for files ahead of the search worker, where the page will need it and the server lets the browser keep them. On a slow line
 * their delays then pass beside the program's own bytes. What cannot be had is asked for again by the worker, which says so.
 * @param {Response} program
 * @param {URL} folder
 * @param {string[]} names
 */
function preload(program, folder, names) {
  if (!SEARCHING.test(location.hash) || !/max-age|immutable/.test(program.headers.get("cache-control") ?? "")) return [];
  const load = (name) => fetch(new URL(name, folder)).then((file) => file.arrayBuffer()).catch(() => new ArrayBuffer(0));
  return names.map(load);
}

/**
 * Asks for the parts of the list that ships, but its checksums, of which only pieces are read.
 * @param {Response} program
 */
async function preloadList(program) {
  const folder = new URL("snapshot/", document.baseURI);
  const [manifest] = await Promise.all(preload(program, folder, ["manifest.json"]));
  const { parts } = JSON.parse(new TextDecoder().decode(manifest));
  const files = Object.entries(parts).filter(([part]) => part !== "md5s").map(([, { file }]) => file);
  preload(program, folder, files);
}

/**
 * Passes the program through and reports progress in steps of ten percent, so that a screen reader is not flooded.
 * The length is unknown when the server compresses; then the amount is said.
 * @param {Response} response
 */
function reported(response) {
  const length = response.headers.get("content-encoding") ? 0 : Number(response.headers.get("content-length"));
  let received = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength;
      if (length > 0) say(`Loading the 1000 Genomes catalogue: ${Math.floor((received / length) * 10) * 10} %.`);
      else say(`Loading the 1000 Genomes catalogue: ${Math.floor(received / 2e5) * 200} kB so far.`);
      controller.enqueue(chunk);
    },
    flush() {
      preload(response, addressOf("app-search-worker"), ["search-worker_bg.wasm"]);
      preloadList(response).catch(() => {}); // the worker asks for it, too, and says what is wrong
    },
  });
  return new Response(response.body.pipeThrough(counter), { headers: { "content-type": "application/wasm" } });
}

async function start() {
  if (typeof WebAssembly !== "object") {
    throw new Error("WebAssembly is missing or switched off in this browser.");
  }
  const wasm = addressOf("app-wasm");
  const [app, response] = await Promise.all([import(addressOf("app-module").href), fetch(wasm)]);
  if (!response.ok) throw new Error(`${wasm.pathname} is not on the server (status ${response.status}).`);
  preload(response, addressOf("app-search-worker"), ["worker-start.js?search-worker", "search-worker.js"]);
  await app.default({ module_or_path: reported(response) });
}

/** @param {unknown} error */
function explain(error) {
  const reason = error instanceof Error ? error.message : String(error);
  if (!message?.isConnected) return stopped(error); // it ended after it was shown
  message.setAttribute("role", "alert");
  say("igsr-fetch could not start. Reload the page; if that does not help, use a newer browser or another network. ");
  const detail = document.createElement("code");
  detail.textContent = reason;
  message.append(detail);
}

/**
 * Says once that the program has ended, as nothing in the page answers any more. What a link holds is the likeliest reason,
 * so there is a way without it. The selection is in the browser's store.
 * @param {unknown} error
 */
function stopped(error) {
  // A trap, and a full stack as Chromium, Safari and Firefox name it. By name: WebAssembly may be missing.
  const ended = ["RuntimeError", "RangeError", "InternalError"].includes(error?.name);
  if (!ended || document.getElementById("stopped")) return;
  const notice = document.createElement("div");
  notice.id = "stopped";
  notice.className = "warn";
  notice.setAttribute("role", "alert");
  const button = (words, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = words;
    made.addEventListener("click", action);
    return made;
  };
  const without = () => {
    history.replaceState(null, "", location.pathname + location.search);
    location.reload();
  };
  const detail = document.createElement("code");
  detail.textContent = String(error.message);
  notice.append(
    "igsr-fetch has stopped because of a fault of its own. Your selection is kept. ",
    button("Reload", () => location.reload()),
    " ",
    button("Reload without this link", without),
    " ",
    detail,
  );
  document.body.prepend(notice);
}

addEventListener("error", (event) => stopped(event.error));
addEventListener("unhandledrejection", (event) => stopped(event.reason));
start().catch(explain);
