// Run by trunk when all files are there. One after the other, as both write index.html.
await import("./shorten.mjs");
await import("./name-worker.mjs");
