// Starts the worker's program, beside which it lies, and carries messages between it and the page. Its name is the query of this
// script's address. What comes while it loads waits. What goes wrong is told to the page in words; the page then ends this worker.

const name = location.search.slice(1);

// Asked for first, so that on a slow line it comes while its script does.
const program = fetch(`${name}_bg.wasm`);

importScripts(`${name}.js`);

/* global wasm_bindgen -- of that script */
const started = wasm_bindgen({ module_or_path: program });

/** @param {unknown} error */
const tell = (error) => postMessage(error instanceof Error ? error.message : String(error));

started.catch(tell);

onmessage = async ({ data }) => {
  try {
    await started;
    const reply = wasm_bindgen.take(data);
    if (reply) postMessage(reply, [reply.buffer]);
  } catch (error) {
    tell(error);
  }
};
