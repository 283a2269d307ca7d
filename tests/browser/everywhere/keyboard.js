// Where the focus is after a press of Tab, and whether a reader can tell; null when it has left the page.
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const drawn = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  };
  const box = at.getBoundingClientRect();
  const within = (value, most) => Math.min(Math.max(value, 0), most - 1);
  const above = document.elementFromPoint(
    within(box.left + Math.min(box.width / 2, 40), innerWidth), within(box.top + box.height / 2, innerHeight));
  const stays = (one) => {
    for (let up = one; up && !up.contains(at); up = up.parentElement)
      if (['fixed', 'sticky'].includes(getComputedStyle(up).position)) return true;
    return false;
  };
  window.walked ??= [];
  const before = window.walked.at(-1);
  const again = window.walked.includes(at);
  window.walked.push(at);
  return {
    name: at.outerHTML.slice(0, 120),
    again,
    seen: drawn(at) || [at.closest('article, .card')].some((one) => one && drawn(one)),
    shown: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    ordered: !before || Boolean(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
    beneath: above && !at.contains(above) && stays(above) ? above.outerHTML.slice(0, 80) : '',
  };
}
