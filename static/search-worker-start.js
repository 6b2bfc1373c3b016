// Starts the program of the file search, beside which it lies, and hands it the page's messages. What comes while it loads
// waits. What goes wrong is told to the page in words; the page then ends this worker.

// Asked for first, so that on a slow line it comes while its script does.
const program = fetch("search-worker_bg.wasm");

importScripts("search-worker.js");

/* global wasm_bindgen -- of search-worker.js */
const started = wasm_bindgen({ module_or_path: program });

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
