// Offline after the first visit. Everything the page needs is in one cache whose name changes with every build.
const CACHE = "motcua-calculator-" + "__VERSION__";
const FILES = ["__FILES__"];

self.addEventListener("install", (event) => {
  // Past the browser's own cache, or an old file could come under a new name.
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })))));
  // No skipWaiting: a page that is open keeps the files it began with; the next visit has the new ones.
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("motcua-calculator-") && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== self.location.origin) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(event.request, { ignoreSearch: true });
    return kept ?? fetch(event.request);
  })());
});
