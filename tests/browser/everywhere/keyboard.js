// What a reader who walks the page with the keyboard meets; `keyboard.py` presses the keys and asks.
(() => {
  const walked = [];
  let before = null;
  const LOOKS = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'backgroundColor', 'borderColor', 'stroke', 'strokeWidth'];
  const look = (one) => [one, ...[...one.children].slice(0, 4), one.parentElement].filter(Boolean)
    .map((part) => LOOKS.map((name) => getComputedStyle(part)[name]).join()).join(';');
  const name = (one) => one.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
  const apart = (one) => {
    for (let up = one; up; up = up.parentElement)
      if (['fixed', 'sticky', 'absolute'].includes(getComputedStyle(up).position) || up.matches('svg, [popover]')) return true;
    return false;
  };
  const place = (one) => {
    const rects = [...one.getClientRects()];
    const move = ({ top, bottom, left, right }) => ({ top: top + scrollY, bottom: bottom + scrollY, left, right });
    return rects.length ? { first: move(rects[0]), last: move(rects.at(-1)) } : null;
  };
  const rightToLeft = (last, at) => {
    let both = last;
    while (!both.contains(at)) both = both.parentElement;
    return getComputedStyle(both).direction === 'rtl';
  };
  // Down the page, along the line, or to the top of the next column: never back.
  const backwards = (from, to, rtl) => {
    const start = (box) => rtl ? -box.right : box.left, end = (box) => rtl ? -box.left : box.right;
    if (to.bottom <= from.top + 1) return start(to) < end(from) - 1;
    const shared = Math.min(from.bottom, to.bottom) - Math.max(from.top, to.top);
    const low = Math.min(from.bottom - from.top, to.bottom - to.top);
    return shared > low / 2 && end(to) <= start(from) + 1;
  };
  const covered = (one, box) => {
    const within = (value, most) => Math.min(Math.max(value, 1), most - 1);
    const above = document.elementFromPoint(
      within(box.left + Math.min(box.width / 2, 40), innerWidth), within(box.top + box.height / 2, innerHeight));
    for (let up = above; up && !up.contains(one); up = up.parentElement)
      if (!one.contains(above) && ['fixed', 'sticky'].includes(getComputedStyle(up).position)) return name(above);
    return '';
  };
  const leave = () => {
    const left = before;
    before = null;
    return left && left.one.isConnected && left.one !== document.activeElement && left.one.checkVisibility()
      && look(left.one) === left.look ? `${name(left.one)} looks the same with the focus as without` : '';
  };

  window.keyboardWalk = {
    // Where the focus is now and what is wrong with it; `where` is null when it has left the page.
    step() {
      const wrong = [];
      const at = document.activeElement;
      if (before?.one === at) return { where: 'same', wrong };
      const last = walked.at(-1);
      const unseen = leave();
      if (unseen) wrong.push(unseen);
      // Without a window's frame to go to, Chromium begins again from the top.
      if (!at || at === document.body || at === document.documentElement || at === walked[0]) return { where: null, wrong };
      if (walked.includes(at)) return { where: 'again', wrong, name: name(at) };
      const box = at.getBoundingClientRect();
      if (!(box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth)) wrong.push(`${name(at)} is outside the window`);
      const cover = covered(at, box);
      if (cover) wrong.push(`${name(at)} lies beneath ${cover}`);
      if (last?.isConnected && !apart(last) && !apart(at)) {
        const from = place(last), to = place(at);
        if (from && to && backwards(from.last, to.first, rightToLeft(last, at))) wrong.push(`from ${name(last)} back to ${name(at)}`);
      }
      walked.push(at);
      before = { one: at, look: look(at) };
      const popover = at.popoverTargetElement;
      return {
        where: popover && !popover.matches(':popover-open') && getComputedStyle(popover).display === 'none' ? 'popover'
          : at.matches('summary') && !at.parentElement.open ? 'details' : 'on',
        wrong, name: name(at),
      };
    },
    // After a press of Enter on what opens something.
    opened: async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const at = document.activeElement;
      return Boolean(at.popoverTargetElement?.matches(':popover-open') || at.parentElement?.open);
    },
    inside: () => Boolean(document.activeElement.closest(':popover-open')),
    anyOpen: () => Boolean(document.querySelector(':popover-open')),
    onOpener: () => Boolean(document.activeElement.popoverTargetElement),
    // What could have been reached and was not.
    missed() {
      const chosen = new Set(walked.filter((one) => one.type === 'radio').map((one) => one.name));
      return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
        .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && one.checkVisibility({ visibilityProperty: true })
          && !one.closest('[inert]') && !(one.matches('summary') && one !== one.parentElement.querySelector('summary'))
          && !(one.type === 'radio' && chosen.has(one.name)) && !walked.includes(one))
        .map((one) => `${name(one)} is never reached`);
    },
  };
})();
