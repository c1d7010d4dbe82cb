// Offline after the first visit. What every visit needs is kept before this worker starts; the large rest when the page has come to rest,
// or when it is first used. The cache has the name of the build, so a page never mixes two.
// It has the folder's name too: other copies of the page may live on the same server.
const OURS = `motcua-calculator ${new URL(self.registration.scope).pathname} `;
const CACHE = OURS + "__VERSION__";
const FILES = ["__FILES__"];
const LARGE = ["__LARGE__"];

/** Past the browser's own cache, or an old file could come under a new name. */
const fresh = (files) => files.map((file) => new Request(file, { cache: "reload" }));

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh(FILES))));
  // No skipWaiting by itself: a page that is open keeps the files it began with, until its reader or the next visit takes the new ones.
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(self.skipWaiting());
  if (event.data !== "keep-all") return;
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    for (const request of fresh(LARGE)) {
      if (await cache.match(request) === undefined) await cache.add(request).catch(() => undefined);
    }
  })());
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== self.location.origin) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(event.request, { ignoreSearch: true });
    if (kept !== undefined) return kept;
    const answer = await fetch(event.request);
    // A file of this build, whose name holds its contents.
    const isOurs = LARGE.some((file) => new URL(file, self.location.href).href === event.request.url);
    if (isOurs && answer.ok) event.waitUntil(cache.put(event.request, answer.clone()).catch(() => undefined));
    return answer;
  })());
});
