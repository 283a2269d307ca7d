// Puts a map with the places of coming occasions in front of the picture of districts, when the portal has a map.
// The list below it holds the same places; the picture comes back when the map cannot be loaded.
const holder = document.getElementById('map');
if (holder && window.L) {
  const picture = document.getElementById('map-picture');
  const map = L.map(holder, { scrollWheelZoom: false });
  const layer = L.tileLayer(holder.dataset.tiles, { attribution: holder.dataset.source || '', maxZoom: 18 }).addTo(map);
  const points = [];
  for (const item of document.querySelectorAll('[data-lat]')) {
    const place = [Number(item.dataset.lat), Number(item.dataset.lon)];
    const words = document.createElement('div');
    words.append(item.querySelector('a').cloneNode(true));
    points.push(place);
    L.marker(place, {
      icon: L.divIcon({ className: 'map-pin', iconSize: [24, 24] }),
      title: item.querySelector('a').textContent.trim(),
      alt: item.querySelector('a').textContent.trim(),
    }).bindPopup(words).addTo(map);
  }
  let broken = 0, loaded = 0;
  layer.on('tileload', () => { loaded += 1; });
  layer.on('tileerror', () => {
    broken += 1;
    if (broken > 3 && loaded === 0) { map.remove(); holder.hidden = true; picture.hidden = false; }
  });
  holder.hidden = false;
  picture.hidden = true;
  map.invalidateSize();
  points.length ? map.fitBounds(points, { padding: [30, 30], maxZoom: 14 }) : map.setView([59.325, 18.05], 11);
}
