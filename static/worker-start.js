// Starts the worker's program, beside which it lies, and carries messages between it and the page. What comes while it
// loads waits. What goes wrong is told to the page in words; the page then ends this worker.

// Asked for first, so that on a slow line it comes while its script does.
const program = fetch("worker_bg.wasm");

importScripts("worker.js");

/* global wasm_bindgen -- of worker.js */
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
