// Run by trunk when all files are there. One after the other, as both write the page.

await import("./name-worker.mjs");
await import("./split-page.mjs");
