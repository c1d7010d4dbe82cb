// Offline after the first visit. Everything a page needs is in one cache whose name changes with every build.
const NAME = "motcua-calculator-";
const CACHE = NAME + "__VERSION__";
const FILES = ["__FILES__"];
// Many times larger; kept once that page has been opened.
const ANALYSTS = ["__ANALYSTS__"];

// Past the browser's own cache, or an old file could come under a new name; those with a hash in the name never change.
const asked = (file) => new Request(file, { cache: file.startsWith("./assets/") ? "default" : "reload" });
const keep = async (files) => (await caches.open(CACHE)).addAll(files.map(asked));

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const had = await caches.match("./analysts.html", { ignoreSearch: true });
    await keep(had === undefined ? FILES : [...FILES, ...ANALYSTS]);
  })());
  // No skipWaiting: a page that is open keeps the files it began with; the next visit has the new ones.
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(NAME) && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  if (event.data !== "analysts") return;
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    const kept = await Promise.all(ANALYSTS.map((file) => cache.match(file)));
    // Only what is missing: the last visit may have ended halfway. Without a network nothing can be added.
    await keep(ANALYSTS.filter((_, place) => kept[place] === undefined)).catch(() => undefined);
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
