// Starts the program of the file search, beside which it lies, carries messages between it and the page, and gets and keeps
// files for it. What comes while it loads waits. What goes wrong is told to the page in words; the page then ends this worker.

importScripts("search-worker.js");

/* global wasm_bindgen -- of search-worker.js */
const started = wasm_bindgen({ module_or_path: new URL("search-worker_bg.wasm", location.href) });

/** @param {unknown} error */
const tell = (error) => postMessage(error instanceof Error ? error.message : String(error));

started.catch(tell);

onmessage = async ({ data }) => {
  try {
    await started;
    wasm_bindgen.take(data);
  } catch (error) {
    tell(error);
  }
};

// What follows is called by the program, by name (src/bin/search-worker.rs).
/* exported tellPage, getFile, readFile, stopFile, keepFile, keepOnly, goOn */

/** Seconds without a byte after which a file is given up. */
const PATIENCE = 30;

/** Milliseconds of work after which messages are taken. */
const STINT = 20;

/** Files that are wanted: how to stop each, and how to let one that is held go on. */
const wanted = new Map();

/** Waits until messages that have come are taken. */
function rest() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Calls the program. Its faults are the end of it, and not of the file that led to them. */
function call(name, ...values) {
  try {
    wasm_bindgen[name](...values);
  } catch (error) {
    tell(error);
    throw error;
  }
}

/** The browser's own store of files, and the address that a name has in it: the same for all builds of this page. */
const store = () => {
  if (!self.caches) throw new Error("it is there for pages with https only");
  return caches.open("igsr-fetch file list");
};
const keptFolder = new URL("../kept/", location.href).href;

function tellPage(message) {
  postMessage(message, [message.buffer]);
}

async function getFile(number, address, range, from, hold) {
  const control = new AbortController();
  const { signal } = control;
  const file = { stop: () => control.abort(), go: undefined };
  const turn = hold && new Promise((go) => Object.assign(file, { go }));
  wanted.set(number, file);
  let [timer, silent, begun] = [0, 0, false];
  const inTime = async (promise) => {
    timer = setTimeout(() => {
      silent = PATIENCE;
      control.abort();
    }, PATIENCE * 1000);
    const result = await promise;
    clearTimeout(timer);
    return result;
  };
  const kept = async () => (await (await store()).match(keptFolder + address)) ?? new Response(null, { status: 404 });
  const asked = () =>
    fetch(address, {
      signal,
      cache: from === 1 ? "no-cache" : "default",
      credentials: "same-origin",
      referrerPolicy: "no-referrer",
      headers: range ? { range: `bytes=${range[0]}-${range[1] - 1}` } : {},
    });
  try {
    const response = await inTime(from === 2 ? kept() : asked());
    await turn;
    if (signal.aborted) return;
    begun = true;
    const length = response.headers.get("content-encoding") ? null : response.headers.get("content-length");
    call("fileHead", number, response.status, Number(length ?? -1));
    const reader = response.body?.getReader();
    for (let since = performance.now(); reader && !signal.aborted; ) {
      const { done, value } = await inTime(reader.read());
      if (signal.aborted || done) break;
      call("fileBytes", number, value);
      if (performance.now() - since > STINT) {
        await rest();
        since = performance.now();
      }
    }
    if (wanted.delete(number)) call("fileEnd", number);
  } catch (error) {
    if (wanted.delete(number)) call("fileFailed", number, begun, silent, from === 2 && !silent ? error.message : undefined);
  } finally {
    clearTimeout(timer);
  }
}

function readFile(number) {
  wanted.get(number)?.go();
}

function stopFile(number) {
  const file = wanted.get(number);
  wanted.delete(number);
  file?.stop();
  file?.go?.();
}

async function keepFile(number, name, bytes) {
  let kept = true;
  try {
    await (await store()).put(keptFolder + name, new Response(bytes));
  } catch {
    kept = false; // A private window, or no room: the page says that nothing is kept.
  }
  call("fileKept", number, kept);
}

async function keepOnly(names) {
  const files = await store();
  for (const { url } of await files.keys()) {
    if (url.startsWith(keptFolder) && !names.includes(url.slice(keptFolder.length))) await files.delete(url);
  }
}

function goOn(number) {
  rest().then(() => call("wentOn", number));
}
